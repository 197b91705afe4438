import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useText } from '../store/hooks.ts'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useConsole } from '../store/state.ts'
import { chooseSound } from './choice.ts'
import { askPermission, permissionNow } from './notices.ts'
import { playSound, readySound, useSound } from './sound.ts'

type BellState = 'on' | 'off' | 'blocked'

/** In the header: whether a new P1 is heard, and what can be done about it. */
export function BellSwitch() {
  const t = useText()
  const wanted = usePreferences(preferences => preferences.sound)
  const sound = useSound(state => state.state)
  const readOnly = useConsole(store => store.readOnly)
  if (readOnly) return null
  const state: BellState = !wanted || sound === 'unsupported' ? 'off' : sound === 'blocked' ? 'blocked' : 'on'
  return (
    <Popover.Root>
      <Popover.Trigger className="bell" data-state={state} aria-label={t(`bell.${state}.long`)}>
        <BellIcon state={state} />
        {state !== 'on' && <span>{t(`bell.${state}`)}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="bell-panel" align="end" sideOffset={8} aria-label={t('bell.title')}>
          <h2>{t('bell.title')}</h2>
          <SoundRow />
          <NoticeRow />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** A loudspeaker: with waves, struck through, or asking. */
function BellIcon({ state }: { state: BellState }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" />
      {state === 'on' ? (
        <path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />
      ) : (
        <path d="M16 9.5l5 5M21 9.5l-5 5" />
      )}
    </svg>
  )
}

function SoundRow() {
  const t = useText()
  const wanted = usePreferences(preferences => preferences.sound)
  const state = useSound(sound => sound.state)
  const playing = useSound(sound => sound.playing)
  return (
    <div className="bell-row">
      <label>
        <input type="checkbox" checked={wanted} onChange={event => chooseSound(event.target.checked)} />
        {t('bell.sound')}
      </label>
      <p>
        {t(
          state === 'unsupported'
            ? 'bell.sound.unsupported'
            : state === 'blocked'
              ? 'bell.sound.blocked'
              : 'bell.sound.note',
        )}
      </p>
      <button type="button" disabled={state === 'unsupported'} onClick={() => void readySound().then(playSound)}>
        {t(playing ? 'bell.sound.playing' : 'bell.sound.try')}
      </button>
    </div>
  )
}

function NoticeRow() {
  const t = useText()
  const wanted = usePreferences(preferences => preferences.notices)
  const desktop = useConsole(store => store.shell === 'electron')
  const [permission, setPermission] = useState(permissionNow)
  const allowed = desktop || permission === 'granted'
  return (
    <div className="bell-row">
      <label>
        <input
          type="checkbox"
          checked={wanted && allowed}
          disabled={!allowed}
          onChange={event => prefer({ notices: event.target.checked })}
        />
        {t('bell.notices')}
      </label>
      <p>{t(allowed ? 'bell.notices.note' : `bell.notices.${permission}`)}</p>
      {!allowed && permission === 'default' && (
        <button
          type="button"
          onClick={() => {
            prefer({ notices: true })
            void askPermission().then(setPermission)
          }}
        >
          {t('bell.notices.ask')}
        </button>
      )}
    </div>
  )
}
