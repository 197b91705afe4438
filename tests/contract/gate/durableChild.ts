import { writeSync } from 'node:fs'
import { manualClock } from '../../../src/backend/clock.ts'
import { createLedger } from '../../../src/backend/control/ledger.ts'
import { createGate } from '../../../src/backend/gate/gate.ts'
import { standInSecrets } from '../../../src/backend/gate/secrets.ts'
import { openGateStore } from '../../../src/backend/store/open.ts'

/** Joins one by one and says on its output when each was asked and answered: to be watched from outside. */
const opens = Date.parse('2021-07-19T20:00:00+09:00')
const clock = manualClock(opens - 60_000)
const opened = openGateStore({ dir: process.argv[2] ?? '.' })
const { committer, ledgerRows: rows, operations, store } = opened
const ledger = createLedger({ clock, rows, committer, operations })
const gate = createGate({
  clock,
  store,
  ledger,
  key: new Uint8Array(32),
  secrets: standInSecrets(new Uint8Array(32)),
  seats: () => 1,
  doses: () => ({ all: 1000, left: 1000, booked: 0 }),
  launch: { mode: 'DRILL', leaseMs: 1000, extendMs: 1000, pollBudget: 1 },
})
gate.setCohort({
  id: 'all',
  name: { ko: '모두', en: 'All' },
  bornFrom: '1900-01-01',
  bornTo: '2020-12-31',
  prequeueAt: 0,
  opensAt: opens,
  closesAt: opens + 60_000,
  weight: 1,
  state: 'scheduled',
  revision: 0,
})
await ledger.durable()
for (let who = 0; who < 20; who++) {
  writeSync(1, `asked ${who}\n`)
  await gate.join('all', new Uint8Array(16).fill(who), new Uint8Array(8), [])
  writeSync(1, `answered ${who}\n`)
}
opened.close()
