import type { ReactNode } from 'react'
import { useText } from '../store/hooks.ts'
import { armedMs, type HoldPhase } from './hold.ts'
import { useHold } from './useHold.ts'

interface HoldButtonProps {
  ms: number
  label: ReactNode
  hint: string
  description?: string
  className?: string
  disabled?: boolean
  onComplete: () => void
}

/** A button that acts when held; the ring says how far the hold has come. */
export function HoldButton({
  ms,
  label,
  hint,
  description,
  className = '',
  disabled = false,
  onComplete,
}: HoldButtonProps) {
  const { phase, handlers } = useHold(ms, onComplete)
  return (
    <button
      type="button"
      className={`hold ${className}`}
      data-phase={phase}
      aria-label={description}
      disabled={disabled}
      style={{ '--hold': `${ms}ms` }}
      {...handlers}
    >
      <HoldFace phase={phase} ms={ms} label={label} hint={hint} />
    </button>
  )
}

interface HoldFaceProps {
  phase: HoldPhase
  ms: number
  label: ReactNode
  hint: string
  /** What became of a hold that was long enough, where that is known already. */
  done?: string | undefined
}

export function HoldFace({ phase, ms, label, hint, done }: HoldFaceProps) {
  const t = useText()
  const seconds = t('time.seconds', { s: ms / 1000 })
  const told: Record<HoldPhase, string> = {
    idle: hint,
    holding: t('rail.hold.keep'),
    short: t('rail.hold.short', { time: seconds }),
    armed: t('rail.hold.armed', { n: armedMs / 1000 }),
    done: done ?? t('rail.hold.done'),
  }
  return (
    <>
      <svg className="hold-ring" viewBox="0 0 32 32" aria-hidden="true">
        <circle className="hold-track" cx="16" cy="16" r="13" />
        <circle className="hold-progress" cx="16" cy="16" r="13" pathLength="1" />
        <path className="hold-glyph" d="M12.5 11V21M19.5 11V21" />
      </svg>
      <span className="hold-text">
        <b>{label}</b>
        <small aria-live="polite">{told[phase]}</small>
      </span>
    </>
  )
}
