import { create } from 'zustand'

/** `blocked`: the browser lets no page sound before somebody has pressed something on it. */
export type SoundState = 'ready' | 'blocked' | 'unsupported'

interface Sound {
  readonly state: SoundState
  readonly playing: boolean
}

// Before the store, whose first state is read from it.
let context: AudioContext | undefined
let stopPlaying: (() => void) | undefined

export const useSound = create<Sound>()(() => ({ state: stateNow(), playing: false }))

/** Three pairs of tones, generated: no file, nothing to load when it counts. Seconds, and less than three in all. */
const pairs = 3
const toneSeconds = 0.16
const pairSeconds = 0.6
const tones = [880, 659.25] as const
const volume = 0.3

function stateNow(): SoundState {
  if (!('AudioContext' in globalThis)) return 'unsupported'
  if (context) return context.state === 'running' ? 'ready' : 'blocked'
  // A context made before the first gesture is refused and complained about: whether there was one is asked instead.
  return navigator.userActivation.hasBeenActive ? 'ready' : 'blocked'
}

const tell = () => useSound.setState({ state: stateNow() })

/** Makes ready to sound; to be called in a gesture, or in a shell that needs none. */
export async function readySound(): Promise<void> {
  if (!('AudioContext' in globalThis)) return
  context ??= new AudioContext()
  try {
    if (context.state !== 'running') await context.resume()
  } catch {
    // It stays blocked, and says so.
  }
  tell()
}

/** Sounds once, for less than three seconds; while it sounds another call changes nothing. */
export async function playSound(): Promise<void> {
  if (stopPlaying) return
  if (stateNow() === 'ready') await readySound()
  tell()
  if (context?.state !== 'running' || stopPlaying) return
  const gain = context.createGain()
  gain.connect(context.destination)
  const start = context.currentTime + 0.02
  const sources = Array.from({ length: pairs }, (_, pair) =>
    tones.map((tone, i) => playTone(gain, start + pair * pairSeconds + i * toneSeconds, tone)),
  ).flat()
  const finish = () => {
    stopPlaying = undefined
    gain.disconnect()
    useSound.setState({ playing: false })
  }
  stopPlaying = () => {
    finish()
    for (const source of sources) source.stop()
  }
  sources.at(-1)?.addEventListener('ended', () => {
    if (stopPlaying) finish()
  })
  useSound.setState({ playing: true })
}

/** Soft at both ends, so that it does not crack. */
function playTone(to: GainNode, at: number, frequency: number): OscillatorNode {
  const { context } = to
  const source = new OscillatorNode(context, { type: 'triangle', frequency })
  const envelope = new GainNode(context, { gain: 0 })
  envelope.gain.setValueAtTime(0, at)
  envelope.gain.linearRampToValueAtTime(volume, at + 0.02)
  envelope.gain.setValueAtTime(volume, at + toneSeconds - 0.04)
  envelope.gain.linearRampToValueAtTime(0, at + toneSeconds)
  source.connect(envelope).connect(to)
  source.start(at)
  source.stop(at + toneSeconds)
  return source
}

export const stopSound = (): void => stopPlaying?.()
