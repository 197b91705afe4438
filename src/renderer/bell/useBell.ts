import { useEffect } from 'react'
import type { Notice } from '../../protocol/bridge.ts'
import type { ConsoleBridge } from '../bridge.ts'
import { alertCause, alertTitle } from '../alerts/words.ts'
import { usePreferences } from '../store/preferences.ts'
import { showAlert } from '../store/screen.ts'
import { useConsole } from '../store/state.ts'
import { showNotice } from './notices.ts'
import { playSound, readySound, stopSound } from './sound.ts'
import { createUrgent } from './urgent.ts'

/** Rings for each new P1: a sound of less than three seconds, and a notice on the desktop. A wall stays silent. */
export function useBell(bridge: ConsoleBridge): void {
  useEffect(() => {
    const urgent = createUrgent()
    let seen: unknown

    /** The shell's desktop, or where it has none the browser's. */
    const tell = async (notice: Notice) => {
      const { shown } = await bridge.request('notify', notice).catch(() => ({ shown: false }))
      if (!shown) showNotice(notice, showAlert)
    }
    const ring = () => {
      const { snapshot, readOnly } = useConsole.getState()
      if (!snapshot || snapshot.alerts === seen) return
      seen = snapshot.alerts
      const news = urgent(snapshot.alerts)
      const [first] = news
      const { sound, notices, locale } = usePreferences.getState()
      if (!first || readOnly) return
      if (sound) void playSound()
      const others = news.length > 1 ? ` +${news.length - 1}` : ''
      const title = `◆1 ${alertTitle(first, locale, snapshot.cohorts)}${others}`
      if (notices) void tell({ alert: first.id, title, body: alertCause(first, locale) })
    }
    const gesture = () => void readySound()
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') stopSound()
    }
    const ends = [useConsole.subscribe(ring), bridge.on('noticed', ({ alert }) => showAlert(alert))]
    ring()
    window.addEventListener('pointerdown', gesture, { once: true, capture: true })
    window.addEventListener('keydown', gesture, { once: true, capture: true })
    window.addEventListener('keydown', escape, { capture: true })
    return () => {
      for (const end of ends) end()
      window.removeEventListener('pointerdown', gesture, { capture: true })
      window.removeEventListener('keydown', gesture, { capture: true })
      window.removeEventListener('keydown', escape, { capture: true })
    }
  }, [bridge])
}
