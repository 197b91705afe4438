import { Command } from 'cmdk'
import { useMemo, useState, type MouseEvent } from 'react'
import { useText } from '../store/hooks.ts'
import { groups, type Entry } from './entries.ts'
import { find } from './find.ts'
import type { Goal } from './goal.ts'
import { PaletteGroup } from './PaletteGroup.tsx'
import { PaletteKeys } from './PaletteKeys.tsx'
import { usePaletteEntries } from './usePaletteEntries.ts'

/** The field keeps the focus: letters are for it alone, and none of them is ever a hotkey. */
const keepFocus = (event: MouseEvent) => {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
}

/** The search, and what it found. */
export function PaletteSearch({ choose }: { choose: (goal: Goal) => void }) {
  const t = useText()
  const [search, setSearch] = useState('')
  const entries = usePaletteEntries()
  const found = useMemo(() => find(entries, search), [entries, search])
  return (
    <Command
      label={t('palette.search')}
      shouldFilter={false}
      // Its bindings of Ctrl with letters would take Ctrl+K.
      vimBindings={false}
      loop
      onMouseDown={keepFocus}
    >
      <Command.Input value={search} onValueChange={setSearch} placeholder={t('palette.search')} maxLength={80} />
      <Command.List label={t('palette.title')}>
        {groups.map(group => (
          <PaletteGroup
            key={group}
            group={group}
            entries={found.filter(entry => entry.group === group)}
            searching={search.trim() !== ''}
            choose={choose}
          />
        ))}
      </Command.List>
      {found.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
      <output className="visually-hidden">{search.trim() !== '' && <Found entries={found} />}</output>
      <PaletteKeys />
    </Command>
  )
}

/** Told to those who do not see the list, whose arrows pass over what leads nowhere. */
function Found({ entries }: { entries: readonly Entry[] }) {
  const t = useText()
  if (entries.length === 0) return t('palette.none')
  const open = entries.filter(({ bar }) => bar === undefined)
  if (open.length > 0) return t('palette.found', { n: open.length })
  return entries.map(({ label, bar = '' }) => t('palette.barred', { label, reason: bar })).join('. ')
}
