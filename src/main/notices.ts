import { Notification } from 'electron'
import type { Notice } from '../protocol/bridge.ts'

/** So many are kept at hand: one that nobody holds any more no longer hears that it was pressed. */
const KEPT = 20

/** Shows notices on the desktop; a newer one of the same alert takes the place of the older. */
export function createNotices(onPress: (alert: string) => void): (notice: Notice) => void {
  const shown = new Map<string, Notification>()
  return ({ alert, title, body }) => {
    if (!Notification.isSupported()) return
    shown.get(alert)?.close()
    const notification = new Notification({ title, body, urgency: 'critical' })
    notification.on('click', () => onPress(alert))
    shown.set(alert, notification)
    for (const [oldest] of shown) {
      if (shown.size <= KEPT) break
      shown.delete(oldest)
    }
    notification.show()
  }
}
