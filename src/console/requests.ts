import type { ConsoleMessage, ServerMessage } from '../protocol/console.ts'
import { RefusalError } from '../protocol/errors.ts'

/** What the backend answers to each question: the type of the message that repeats its number. */
interface Answers {
  ping: 'pong'
  history: 'history'
  preview: 'preview'
  plan: 'plan'
  identify: 'identified'
  command: 'command'
  'command-status': 'command'
  approve: 'command'
  acknowledge: 'alert'
  shelve: 'alert'
  assign: 'alert'
  note: 'alert'
  unshelve: 'alert'
  resolve: 'alert'
  'alert-history': 'alert-history'
}

type QuestionType = keyof Answers
type QuestionMessage<T extends QuestionType> = Extract<ConsoleMessage, { type: T }>
/** A message to the backend without its number, which is given here. */
export type Question<T extends QuestionType = QuestionType> = T extends QuestionType
  ? Omit<QuestionMessage<T>, 'request'>
  : never
type Answer<T extends QuestionType> = Extract<ServerMessage, { type: Answers[T] }>
type AnyAnswer = Extract<ServerMessage, { request: number | null }>

/** Asks the backend. Rejects with `RefusalError` (its refusal, or `not-connected` when nothing was sent) or `UnansweredError`. */
export type Ask = <T extends QuestionType>(question: Question<T> & { type: T }) => Promise<Answer<T>>

/** The question went out and its answer did not come: whether it was carried out is not known. */
export class UnansweredError extends Error {
  constructor(why: 'cut' | 'late') {
    super(why === 'cut' ? 'the connection was cut before the answer' : 'no answer in time')
    this.name = 'UnansweredError'
  }
}

interface Pending {
  readonly resolve: (answer: AnyAnswer) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

const numbered = (question: Question, request: number) => ({ ...question, request }) as ConsoleMessage

/** Numbers the questions of one link and gives each its answer. `send` returns false when there is no connection. */
export function createRequests(send: (message: ConsoleMessage) => boolean, timeoutMs: number) {
  const pending = new Map<number, Pending>()
  let next = 1

  const ask: Ask = question =>
    new Promise((resolve, reject) => {
      const request = next++
      if (!send(numbered(question, request))) {
        reject(new RefusalError('not-connected'))
        return
      }
      const timer = setTimeout(() => {
        pending.delete(request)
        reject(new UnansweredError('late'))
      }, timeoutMs)
      pending.set(request, { resolve: answer => resolve(answer as Answer<typeof question.type>), reject, timer })
    })

  return {
    ask,
    /** Gives an answer to whoever asked; false when nobody (any more) did. */
    settle(answer: AnyAnswer): boolean {
      const waiting = answer.request === null ? undefined : pending.get(answer.request)
      if (!waiting || answer.request === null) return false
      pending.delete(answer.request)
      clearTimeout(waiting.timer)
      if (answer.type === 'error') waiting.reject(new RefusalError(answer.refusal.code, answer.refusal.detail))
      else waiting.resolve(answer)
      return true
    },
    cut() {
      const lost = [...pending.values()]
      pending.clear()
      for (const { reject, timer } of lost) {
        clearTimeout(timer)
        reject(new UnansweredError('cut'))
      }
    },
  }
}
