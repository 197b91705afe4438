import { attack, expect, expectRefusal, test } from './night.ts'

/** D8: one person holds one place, however many devices they own. */

test('six devices get one place, and the last of them holds it', async ({ night }) => {
  const subject = night.subject()
  const devices = Array.from({ length: 6 }, () => night.device())
  const tickets: string[] = []
  const places = new Set<unknown>()
  await attack(night, { D8: 5 }, async () => {
    for (const [at, device] of devices.entries()) {
      const { body } = await device.ask('POST', '/v1/cohorts/c53/join', { assertion: night.assertion('c53', subject) })
      expect(body).toMatchObject({ returned: at > 0, moved: at > 0 })
      places.add(body['index'])
      tickets.push(String(body['ticket']))
    }
  })
  expect(places.size).toBe(1)
  // The older tickets are no attack: they say where the place went.
  await attack(night, {}, async () => {
    for (const [at, device] of devices.slice(0, 5).entries())
      expectRefusal(await device.ask('POST', '/v1/heartbeat', undefined, tickets[at]), 'ticket-superseded')
    expect((await devices[5]?.ask('POST', '/v1/heartbeat', undefined, tickets[5]))?.status).toBe(204)
  })
})

test('devices that join at the same instant still get one place', async ({ night }) => {
  const subject = night.subject('c50')
  const devices = Array.from({ length: 24 }, () => night.device())
  const before = Number((await night.device().ask('GET', '/v1/cohorts/c50/status')).body['issued'])
  const join = (device: (typeof devices)[number]) =>
    device.ask('POST', '/v1/cohorts/c50/join', { assertion: night.assertion('c50', subject) })
  let answers: Awaited<ReturnType<typeof join>>[] = []
  await attack(night, { D8: devices.length - 1 }, async () => {
    answers = await Promise.all(devices.map(join))
  })
  expect(new Set(answers.map(({ body }) => body['index'])).size).toBe(1)
  expect(answers.filter(({ body }) => body['returned'] === false)).toHaveLength(1)
  await expect
    .poll(async () => (await night.device().ask('GET', '/v1/cohorts/c50/status')).body['issued'])
    .toBe(before + 1)
  const working = await Promise.all(
    answers.map(
      async ({ body }, at) =>
        (await devices[at]?.ask('POST', '/v1/heartbeat', undefined, String(body['ticket'])))?.status,
    ),
  )
  expect(working.filter(status => status === 204)).toHaveLength(1)
})

test('one device that joins twice at once is a double tap', async ({ night }) => {
  const phone = night.device()
  await phone.ask('GET', '/v1/cohorts')
  const subject = night.subject()
  await attack(night, {}, async () => {
    const taps = await Promise.all(
      Array.from({ length: 20 }, () =>
        phone.ask('POST', '/v1/cohorts/c53/join', { assertion: night.assertion('c53', subject) }),
      ),
    )
    expect(new Set(taps.map(({ body }) => body['ticket'])).size).toBe(1)
    expect(taps.filter(({ body }) => body['returned'] === false)).toHaveLength(1)
  })
})
