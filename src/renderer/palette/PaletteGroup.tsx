import { Command } from 'cmdk'
import { PriorityMark } from '../parts/PriorityMark.tsx'
import { useText } from '../store/hooks.ts'
import type { Entry, Group } from './entries.ts'
import type { Goal } from './goal.ts'

interface PaletteGroupProps {
  group: Group
  entries: readonly Entry[]
  searching: boolean
  choose: (goal: Goal) => void
}

/** Of the alerts. In a flood the other groups are still to be seen; a search has room for more, and the heading says of how many. */
const most = { unsought: 5, sought: 50 } as const

export function PaletteGroup({ group, entries, searching, choose }: PaletteGroupProps) {
  const t = useText()
  if (entries.length === 0) return null
  const shown = group === 'alerts' ? entries.slice(0, searching ? most.sought : most.unsought) : entries
  const all = entries.length
  return (
    <Command.Group
      heading={shown.length < all ? t('palette.alerts.some', { n: shown.length, all }) : t(`palette.${group}`)}
    >
      {shown.map(entry => (
        <PaletteItem key={entry.id} entry={entry} choose={choose} />
      ))}
    </Command.Group>
  )
}

function PaletteItem({
  entry: { id, label, priority, keys, bar, goal },
  choose,
}: {
  entry: Entry
  choose: (goal: Goal) => void
}) {
  return (
    <Command.Item value={id} disabled={bar !== undefined} onSelect={() => choose(goal)}>
      {priority && <PriorityMark priority={priority} />}
      <span className="palette-label">{label}</span>
      {bar ? <span className="palette-bar">{bar}</span> : keys && <kbd>{keys}</kbd>}
    </Command.Item>
  )
}
