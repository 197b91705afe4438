import { RefusalError, type ErrorCode } from '../protocol/errors.ts'

/** What a crowd has asked of the backend and is not answered yet. */
export interface Requests {
  send<T>(request: () => Promise<T>, answered: (answer: T) => void, refused: (code: ErrorCode) => void): void
  readonly inFlight: number
  /** Throws the first thing that the backend threw and that was no refusal. */
  check(): void
}

export function createRequests(): Requests {
  let inFlight = 0
  let failure: unknown

  return {
    send(request, answered, refused) {
      inFlight++
      const over = (act: () => void) => {
        inFlight--
        try {
          act()
        } catch (error) {
          failure ??= error
        }
      }
      const rejected = (error: unknown) => {
        if (error instanceof RefusalError) refused(error.code)
        else throw error
      }
      // One promise a request and no chain of them: there are millions.
      started(request).then(
        answer => over(() => answered(answer)),
        (error: unknown) => over(() => rejected(error)),
      )
    },
    get inFlight() {
      return inFlight
    },
    check() {
      if (failure !== undefined) throw failure
    },
  }
}

/** A request that fails before it is sent is one that fails. */
function started<T>(request: () => Promise<T>): Promise<T> {
  try {
    return request()
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  }
}
