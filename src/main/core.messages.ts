import { z } from 'zod'
import { noticeSchema } from '../protocol/bridge.ts'

/** What the main process tells the console core's process; a port comes along with `port`. */
export const coreMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    values: z.object({
      connect: z.string().optional(),
      'token-file': z.string().optional(),
      data: z.string().optional(),
      'read-only': z.boolean().optional(),
    }),
    /** The part of the environment that carries the token: it goes from hand to hand, not to every child. */
    env: z.object({ SLUICE_TOKEN: z.string().optional(), SLUICE_TOKEN_FILE: z.string().optional() }),
  }),
  z.object({ type: z.literal('port') }),
  /** Somebody pressed the notice of this alert. */
  z.object({ type: z.literal('noticed'), alert: z.string() }),
  z.object({ type: z.literal('close') }),
])
export type CoreMessage = z.infer<typeof coreMessageSchema>
export type CoreStart = Extract<CoreMessage, { type: 'start' }>

/** What the core's process asks of the main process, which alone can show something on the desktop. */
export const mainMessageSchema = noticeSchema.extend({ type: z.literal('notice') })
export type MainMessage = z.infer<typeof mainMessageSchema>
