/** Why the backend closes a console's connection: WebSocket close code and the reason sent with it. */
export const closings = {
  'going-away': 1001,
  'frame-too-large': 1009,
  'hello-expected': 4401,
  'token-invalid': 4403,
  'version-unsupported': 4426,
  'too-many-errors': 4429,
  'too-slow': 4430,
  'no-pong': 4431,
} as const satisfies Record<string, number>

export type Closing = keyof typeof closings
