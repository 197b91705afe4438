import type { z } from 'zod'
import { RefusalError } from './errors.ts'

/**
 * Reads one text frame against a discriminated union of messages. Throws `RefusalError` with `frame-too-large`,
 * `frame-invalid` (not JSON, or a field that is wrong: the detail names it) or `message-unknown` (a `type` not in the
 * table). It never throws anything else, whatever the bytes.
 */
export function readFrame<S extends z.ZodDiscriminatedUnion>(text: string, schema: S, maxBytes: number): z.infer<S> {
  // A character is at least one byte and at most three of UTF-16's units: the cheap test comes first.
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes)
    throw new RefusalError('frame-too-large', `a frame may have ${maxBytes} bytes`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RefusalError('frame-invalid', 'not JSON')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue?.code === 'invalid_union' && issue.path.length === 1 && issue.path[0] === 'type')
    throw new RefusalError(
      'message-unknown',
      `type ${JSON.stringify((value as { type?: unknown }).type)?.slice(0, 80)}`,
    )
  throw new RefusalError('frame-invalid', describeIssue(issue))
}

/** `order.args.rate: Too big: expected number to be <=100000` */
export function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (!issue) return 'invalid'
  const path = issue.path.map(String).join('.')
  return `${path ? `${path}: ` : ''}${issue.message}`.slice(0, 300)
}
