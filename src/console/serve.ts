import { bridgeRequests, bridgeUpSchema, type BridgeDown, type BridgeRequestName } from '../protocol/bridge.ts'
import { RefusalError } from '../protocol/errors.ts'
import { describeIssue } from '../protocol/frame.ts'
import { hostBeatMs } from '../protocol/shell.ts'
import type { ConsoleCore } from './core.ts'

/** One page, however it is reached. */
export interface BridgePort {
  post(frame: BridgeDown): void
  /** Called once, with what takes each frame from the page, as it came. */
  onMessage(receive: (frame: unknown) => void): void
}

/**
 * Serves the bridge table to one page, over whatever carries it. Speaks first, and at least every `hostBeatMs`, so that
 * the page knows it alive. Returns the function that ends it.
 */
export function serveBridge(core: ConsoleCore, port: BridgePort): () => void {
  let over = false
  const post = (frame: BridgeDown) => {
    if (!over) port.post(frame)
  }
  const greet = () => post({ type: 'push', name: 'link', body: core.link() })

  const answer = async (frame: unknown): Promise<void> => {
    const up = bridgeUpSchema.safeParse(frame)
    if (!up.success) {
      // Without a number there is nobody to tell; with one, its sender learns what was wrong.
      const id = idOf(frame)
      const detail = describeIssue(up.error.issues[0])
      if (id !== undefined) post({ type: 'refusal', id, refusal: { code: 'bad-request', detail } })
      return
    }
    const { id, name, body } = up.data
    try {
      post({ type: 'reply', id, body: await handle(core, name, body) })
    } catch (error) {
      const refusal = error instanceof RefusalError ? error : new RefusalError('internal', nameOf(error))
      post({ type: 'refusal', id, refusal: refusal.toRefusal() })
    }
  }

  port.onMessage(frame => void answer(frame))
  const stop = core.onPush((name, body) => post({ type: 'push', name, body }))
  const beat = setInterval(greet, hostBeatMs)
  greet()
  return () => {
    over = true
    clearInterval(beat)
    stop()
  }
}

function handle(core: ConsoleCore, name: BridgeRequestName, body: unknown): Promise<unknown> {
  const judged = bridgeRequests[name].request.safeParse(body)
  if (!judged.success) throw new RefusalError('bad-request', describeIssue(judged.error.issues[0]))
  // The table ties each name to its body; the compiler cannot follow it through a name that is only known here.
  const handler = core.handlers[name] as (body: unknown) => Promise<unknown>
  return handler(judged.data)
}

function idOf(frame: unknown): number | undefined {
  const id = typeof frame === 'object' && frame !== null && 'id' in frame ? frame.id : undefined
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
