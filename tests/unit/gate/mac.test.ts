import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMac } from '../../../src/backend/mac.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('a mac is HMAC-SHA-256, by the vectors of RFC 4231', () => {
  expect(hex(createMac(Buffer.alloc(20, 0x0b)).bytes('Hi There', 32))).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  expect(hex(createMac(Buffer.from('Jefe')).bytes('what do ya want for nothing?', 32))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  const long = createMac(Buffer.alloc(131, 0xaa))
  expect(hex(long.bytes('Test Using Larger Than Block-Size Key - Hash Key First', 32))).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  )
})

test('a mac agrees with the library for any key and text, asked in any order', () => {
  // Any UTF-16, halves of pairs included.
  const text = fc.uint16Array({ maxLength: 400 }).map(units => String.fromCharCode(...units))
  const key = fc.uint8Array({ minLength: 1, maxLength: 100 })
  fc.assert(
    fc.property(key, fc.array(text, { maxLength: 5 }), fc.integer({ min: 1, max: 32 }), (key, texts, bytes) => {
      const mac = createMac(key)
      for (const text of texts) {
        const expected = createHmac('sha256', key).update(text).digest()
        expect(hex(mac.bytes(text, bytes))).toBe(hex(expected.subarray(0, bytes)))
        expect(mac.base64url(text)).toBe(expected.toString('base64url'))
      }
    }),
  )
})
