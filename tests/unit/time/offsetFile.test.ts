import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/backend/clock.ts'
import { offsetFileReference } from '../../../src/backend/time/offsetFile.ts'
import { machineAt, type Machine } from './machine.ts'

const START = Date.parse('2021-05-31T23:00:00+09:00')
const MINUTE = 60_000
let dir: string
let file: string
let machine: Machine
let errors: string[]
let writes = 0

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sluice-offset-'))
  file = join(dir, 'offset')
  machine = machineAt(START, { wrongBy: -3 * MINUTE })
  errors = []
})
afterEach(() => rmSync(dir, { recursive: true }))

/** As a time service writes it; each time with a time stamp of its own. */
function write(text: string): void {
  writeFileSync(file, text)
  utimesSync(file, START / 1_000, START / 1_000 + ++writes)
}
const open = () => offsetFileReference({ file, sources: machine.sources, onError: message => errors.push(message) })

describe('the offset that a time service measured', () => {
  it('added to the machine’s clock is the time, and starts the node’s clock', () => {
    write('180000\n')
    const clock = systemClock({ sources: machine.sources, references: [open()] })
    expect([clock.real(), clock.drift(), clock.verified]).toEqual([START, 0, true])
  })

  it('holds over steps of the machine’s clock until it is measured anew', () => {
    write('180000')
    const reference = open()
    machine.step(3 * MINUTE)
    machine.pass(5_000)
    expect(reference.read()).toEqual({ time: machine.now, within: 10 })
    write('0.25')
    machine.pass(1_000)
    expect(reference.read()?.time).toBe(machine.now + 0.25)
  })

  it('written within the second of a step says nothing: nobody knows which came first', () => {
    write('180000')
    const reference = open()
    machine.pass(1_000)
    machine.step(3 * MINUTE)
    write('180000')
    machine.pass(1_000)
    expect(reference.read()?.time).toBe(machine.now)
    write('0')
    machine.pass(1_000)
    expect(reference.read()?.time).toBe(machine.now)
  })

  it('grows old after ten minutes, and a new one with the same number is new', () => {
    write('180000')
    const reference = open()
    machine.pass(9 * MINUTE)
    write('180000')
    machine.pass(9 * MINUTE)
    reference.read()
    machine.pass(9 * MINUTE)
    expect(reference.read()?.time).toBe(machine.now)
    machine.pass(2 * MINUTE)
    expect(reference.read()).toBeUndefined()
  })

  it.each(['', 'soon', '1e12', 'NaN'])('is told once, and not used, when the file holds %j', text => {
    write(text)
    const reference = open()
    expect(reference.read()).toBeUndefined()
    machine.pass(2_000)
    reference.read()
    expect(errors).toEqual([`${file} does not hold a number of milliseconds`])
  })

  it('is waited for while there is no file', () => {
    const reference = open()
    expect([reference.read(), errors]).toEqual([undefined, [`${file} cannot be read`]])
    write('180000')
    machine.pass(1_000)
    expect(reference.read()?.time).toBe(machine.now)
  })
})
