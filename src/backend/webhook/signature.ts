import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/**
 * Signatures as Standard Webhooks has them (standardwebhooks.com, specification 1.0): HMAC-SHA256 over `id.timestamp.body`,
 * base64, marked `v1,`. Several secrets sign side by side while one is being replaced by another.
 */
export interface Signer {
  /** The headers of a message. @param seconds real time, whole seconds since 1970 */
  headers(id: string, seconds: number, body: string): Record<string, string>
}

const PREFIX = 'whsec_'
const SMALLEST = 24
const LARGEST = 64

/** Reads secrets, one a line: `whsec_` and 24 to 64 bytes in base64. Undefined for anything else. */
export function readSecrets(text: string): KeyObject[] | undefined {
  const lines = text.split(/\s+/).filter(line => line !== '')
  const keys = lines.map(readSecret)
  return lines.length > 0 && keys.every(key => key !== undefined) ? keys : undefined
}

function readSecret(line: string): KeyObject | undefined {
  const encoded = line.startsWith(PREFIX) ? line.slice(PREFIX.length) : line
  const bytes = Buffer.from(encoded, 'base64')
  const sound = bytes.length >= SMALLEST && bytes.length <= LARGEST && bytes.toString('base64') === encoded
  return sound ? createSecretKey(bytes) : undefined
}

export function createSigner(keys: readonly KeyObject[]): Signer {
  return {
    headers(id, seconds, body) {
      const signed = `${id}.${seconds}.${body}`
      return {
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': keys
          .map(key => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
          .join(' '),
      }
    },
  }
}
