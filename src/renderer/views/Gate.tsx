import { refusalText } from '../parts/refusal.ts'
import { LanguageSwitch, ThemeSwitch } from '../parts/Switches.tsx'
import { useText, useWriter } from '../store/hooks.ts'
import { useConsole, type ConsoleStore } from '../store/state.ts'

export type GateKind = 'connecting' | 'lost' | 'refused' | 'page' | 'host'

/** Why there is nothing to show yet; undefined once there has been a snapshot, and while access is not refused. */
export function gateOf({ transport, link, snapshot }: ConsoleStore): GateKind | undefined {
  if (transport === 'refused') return 'page'
  if (link?.state === 'refused') return 'refused'
  if (snapshot) return undefined
  if (transport === 'lost') return 'host'
  return link?.state === 'lost' ? 'lost' : 'connecting'
}

/** Stands where the screen would: it says what is going on, and shows no value at all. */
export function Gate({ kind }: { kind: GateKind }) {
  const { t, locale } = useWriter()
  const refusal = useConsole(store => store.link?.refusal)
  return (
    <main className="gate" data-kind={kind} id="main">
      <div className="gate-switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <div className="gate-card" role={kind === 'connecting' ? 'status' : 'alert'}>
        <p className="gate-brand">{t('app.title')}</p>
        <h1>{t(`gate.${kind}.title`)}</h1>
        <p>{t(`gate.${kind}.body`)}</p>
        {refusal && <p className="gate-detail">{refusalText(refusal, locale)}</p>}
        <Attempts />
        {kind !== 'connecting' && <BreakGlass />}
      </div>
    </main>
  )
}

function Attempts() {
  const { t, duration } = useWriter()
  const address = useConsole(store => store.link?.address)
  const attempts = useConsole(store => store.link?.attempts ?? 0)
  const retry = useRetrySeconds()
  if (!address) return null
  return (
    <p className="gate-detail">
      {t('gate.connecting.attempt', { address, n: attempts + 1 })}
      {retry > 0 && ` · ${t('gate.retry', { time: duration(retry) })}`}
    </p>
  )
}

/** Whole seconds until the host's next attempt; 0 when it is under way or not known. */
export const useRetrySeconds = (): number =>
  useConsole(({ link, now, clockSkew }) => {
    if (!link || link.retryAt === null) return 0
    // The host's clock is this computer's as far as anyone can tell; only the difference is shown.
    const local = now === null ? Date.now() : now + clockSkew
    return Math.max(0, Math.ceil((link.retryAt - local) / 1000))
  })

/** The way that needs no console. */
export function BreakGlass() {
  const t = useText()
  const address = useConsole(store => store.link?.address ?? 'ws://127.0.0.1:7420/v1/console')
  const file = useConsole(store => store.tokenFile ?? 'FILE')
  return (
    <p className="gate-glass">
      {t('gate.breakGlass')}{' '}
      <code>
        npm run pause -- --connect {address} --token-file {file}
      </code>
    </p>
  )
}
