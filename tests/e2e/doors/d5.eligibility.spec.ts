import { attack, expect, expectRefusal, ranges, test } from './night.ts'

/** D5: eligibility is judged at the door, by the calendar date; nobody outside the range joins, and nobody inside is refused. */

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

test('who was born a day outside takes no place, and who was born on the edge does', async ({ night }) => {
  const phone = night.device()
  const { bornFrom, bornTo } = ranges.c53
  const outside = [dayAfter(bornFrom, -1), dayAfter(bornTo, 1), '1900-01-01', '2021-07-19']
  await attack(night, { D5: outside.length }, async () => {
    for (const birth of outside) {
      const assertion = night.assertion('c53', `synthetic-${birth}-77`)
      expectRefusal(await phone.ask('POST', '/v1/cohorts/c53/join', { assertion }), 'not-eligible', birth)
    }
  })
  for (const birth of [bornFrom, bornTo, '1968-02-29']) {
    const assertion = night.assertion('c53', `synthetic-${birth}-78`)
    expect((await night.device().ask('POST', '/v1/cohorts/c53/join', { assertion })).status).toBe(200)
  }
})

test('nobody joins another cohort, by themselves or as somebody’s dependent', async ({ night }) => {
  const phone = night.device()
  await attack(night, { D5: 3 }, async () => {
    const elsewhere = await phone.ask('POST', '/v1/cohorts/c55/join', { assertion: night.assertion('c53') })
    expectRefusal(elsewhere, 'not-eligible')
    const dependents = [night.assertion('c53'), night.assertion('c55')]
    const guardian = await phone.ask('POST', '/v1/cohorts/c53/join', { assertion: night.assertion(), dependents })
    expectRefusal(guardian, 'not-eligible')
    const front = { assertion: night.assertion('c55'), dependents: [night.assertion('c53')] }
    expectRefusal(await phone.ask('POST', '/v1/cohorts/c53/join', front), 'not-eligible')
  })
})
