import { describe, expect, it } from 'vitest'
import { untilAsked } from '../../../src/cli/untilAsked.ts'

const never = new Promise<never>(() => undefined)
const soon = () => new Promise<void>(resolve => setImmediate(resolve))

describe('work until this process is asked to end', () => {
  it('is what it came to when nobody asks', async () => {
    expect(await untilAsked(never, Promise.resolve(7))).toBe(7)
    await expect(untilAsked(never, Promise.reject(new Error('fell')))).rejects.toThrow('fell')
  })

  it('is left where it stands when somebody asks', async () => {
    expect(await untilAsked(soon(), never)).toBeUndefined()
  })

  it('has not failed when it fell a moment before the question that ended it was heard', async () => {
    expect(await untilAsked(soon(), Promise.reject(new Error('ended by SIGINT')))).toBeUndefined()
    expect(await untilAsked(soon(), Promise.resolve({ code: null, signal: 'SIGINT' }))).toBeUndefined()
  })
})
