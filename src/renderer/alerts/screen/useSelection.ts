import { useState } from 'react'
import { useAlertFilter } from '../../store/alertFilter.ts'
import type { AlertRow } from '../../store/alertRows.ts'
import { useScreen } from '../../store/screen.ts'

/** What stood first when a list was first shown, and which list that was. */
interface First {
  readonly list: string
  readonly key: string
}

/**
 * The key of the line that is shown in full: the chosen one, else the first of the list as it was when it was first shown.
 * Nothing but a hand moves it: neither news that comes on top nor an act that puts the list in another order, since the
 * next key would then act on another alert than the one that is read.
 */
export function useSelection(rows: readonly AlertRow[]): string | null {
  const chosen = useScreen(state => state.alert)
  const { tab, priorities, rule } = useAlertFilter()
  const [first, setFirst] = useState<First | null>(null)
  const list = [tab, priorities, rule].join(' ')
  const key = first?.list === list ? first.key : (rows[0]?.key ?? null)
  if (key !== null && first?.list !== list) setFirst({ list, key })
  return chosen ?? key
}
