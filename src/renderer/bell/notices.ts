import type { Notice } from '../../protocol/bridge.ts'

/** Whether the browser shows this page's notices on the desktop. `unsupported` also where the page is not served safely. */
export type Permission = NotificationPermission | 'unsupported'

export const permissionNow = (): Permission =>
  'Notification' in globalThis && isSecureContext ? Notification.permission : 'unsupported'

/** Asks the person; only what they pressed may ask. */
export async function askPermission(): Promise<Permission> {
  if (permissionNow() === 'default') await Notification.requestPermission()
  return permissionNow()
}

/** The browser's notice; a newer one of the same alert takes the place of the older. */
export function showNotice({ alert, title, body }: Notice, onPress: (alert: string) => void): void {
  if (permissionNow() !== 'granted') return
  const notification = new Notification(title, { body, tag: alert, requireInteraction: true })
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
    onPress(alert)
  })
}
