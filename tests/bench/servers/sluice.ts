import { pino } from 'pino'
import { systemClock } from '../../../src/backend/clock.ts'
import { createAccounts } from '../../../src/backend/control/accounts.ts'
import { runBackend } from '../../../src/backend/run.ts'
import { benchLaunch } from '../launch.ts'
import { announce } from './serve.ts'

/** The product as it is run, on a data directory given as the first argument; the second is its admission rate. */
const [dir = '', rate = '0'] = process.argv.slice(2)
const token = 'bench-token-0123456789abcdef'
const { citizenUrl, operatorUrl } = await runBackend({
  dir,
  launch: benchLaunch(Date.now(), Number(rate)),
  clock: systemClock(),
  log: pino({ level: 'silent' }),
  accounts: createAccounts([
    { id: 'duty-1', name: 'Duty 1', role: 'commander', token },
    { id: 'duty-2', name: 'Duty 2', role: 'commander', token: `${token}-2` },
  ]),
  host: '127.0.0.1',
  citizenPort: 0,
  operatorPort: 0,
})
announce({ url: citizenUrl, operators: operatorUrl, token })
