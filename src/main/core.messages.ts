import { z } from 'zod'

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
  z.object({ type: z.literal('close') }),
])
export type CoreMessage = z.infer<typeof coreMessageSchema>
export type CoreStart = Extract<CoreMessage, { type: 'start' }>
