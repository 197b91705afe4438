import type { ReactNode } from 'react'
import type { ScreenId } from '../store/screen.ts'

/** One line drawing a screen, on a field of 24 × 24. */
const drawings: Readonly<Record<ScreenId, ReactNode>> = {
  launch: <path d="M3.5 18.5V12M9 18.5V8M14.5 18.5V13M20 18.5V5" />,
  alerts: <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4M12 3V5" />,
}

export const ScreenIcon = ({ screen }: { screen: ScreenId }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    {drawings[screen]}
  </svg>
)
