import { describe, expect, it } from 'vitest'
import { timeSync } from '../../../src/console/timesync.ts'

describe('timeSync', () => {
  it('knows nothing before the first exchange', () => {
    expect(timeSync(() => 1).read(0)).toBeUndefined()
  })

  it('takes the server to have spoken half way, and goes on from there', () => {
    const sync = timeSync(() => 1)
    sync.add({ sentAt: 100, receivedAt: 140, serverTime: 5000, eventTime: 9000 })
    expect(sync.read(120)).toEqual({ serverTime: 5000, eventTime: 9000, roundTrip: 40 })
    expect(sync.read(1120)).toMatchObject({ serverTime: 6000, eventTime: 10_000 })
  })

  it('lets event time run as fast as the launch', () => {
    const sync = timeSync(() => 10)
    sync.add({ sentAt: 0, receivedAt: 0, serverTime: 0, eventTime: 0 })
    expect(sync.read(500)).toMatchObject({ serverTime: 500, eventTime: 5000 })
  })

  it('trusts the shortest of the recent round trips', () => {
    const sync = timeSync(() => 1)
    sync.add({ sentAt: 0, receivedAt: 10, serverTime: 1005, eventTime: 0 })
    sync.add({ sentAt: 100, receivedAt: 900, serverTime: 1900, eventTime: 0 })
    expect(sync.read(1000)).toMatchObject({ serverTime: 2000, roundTrip: 10 })
  })

  it('forgets an exchange after eight more, so that drift does not stay', () => {
    const sync = timeSync(() => 1)
    sync.add({ sentAt: 0, receivedAt: 1, serverTime: 0, eventTime: 0 })
    for (let i = 1; i <= 8; i++)
      sync.add({ sentAt: i * 100, receivedAt: i * 100 + 20, serverTime: i * 100 + 510, eventTime: 0 })
    expect(sync.read(1000)).toMatchObject({ serverTime: 1500, roundTrip: 20 })
  })
})
