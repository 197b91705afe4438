import { RefusalError, type ErrorCode } from '../../protocol/errors.ts'

/** Refuses, as an expression. */
export function refuse(code: ErrorCode, detail?: string): never {
  throw new RefusalError(code, detail)
}
