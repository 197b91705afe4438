/**
 * Hold to act: a press acts only when it was held long enough, and never when it was let go before. For those who
 * cannot hold, one press of Enter arms and another within five seconds acts.
 */
export type HoldPhase = 'idle' | 'holding' | 'short' | 'armed' | 'done'

interface HoldListeners {
  onComplete(): void
  onPhase(phase: HoldPhase): void
}

export interface Hold {
  listen(listeners: HoldListeners): void
  press(): void
  /** `at` is the input's own time (ms, as `performance.now()`): a release that is handled late still counts early. */
  release(at?: number): void
  cancel(): void
  /** Enter, or a click of an assistive device. */
  enter(): void
  dispose(): void
}

export const armedMs = 5_000
const toldMs = 1_500

/** `ms`: how long is long enough. */
export function createHold(ms: number): Hold {
  let listeners: HoldListeners | undefined
  let phase: HoldPhase = 'idle'
  let pressedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const become = (next: HoldPhase, thenIdleAfter?: number) => {
    clearTimeout(timer)
    phase = next
    listeners?.onPhase(next)
    if (thenIdleAfter !== undefined) timer = setTimeout(() => become('idle'), thenIdleAfter)
  }
  const complete = () => {
    become('done', toldMs)
    listeners?.onComplete()
  }

  return {
    listen(next) {
      listeners = next
    },
    press() {
      if (phase === 'holding') return
      pressedAt = performance.now()
      become('holding')
      timer = setTimeout(() => {
        // A release that waits behind a busy main thread is handled first: then this timer is cleared.
        timer = setTimeout(complete)
      }, ms)
    },
    release(at = performance.now()) {
      if (phase !== 'holding') return
      if (at - pressedAt >= ms) complete()
      else become('short', toldMs)
    },
    cancel() {
      if (phase === 'holding' || phase === 'armed') become('idle')
    },
    enter() {
      if (phase === 'armed') complete()
      else if (phase !== 'holding') become('armed', armedMs)
    },
    dispose() {
      clearTimeout(timer)
    },
  }
}
