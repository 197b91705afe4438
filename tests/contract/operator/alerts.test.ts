import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Cause } from '../../../src/backend/alarms/cause.ts'
import type { Alert, AlertCursor } from '../../../src/protocol/alerts.ts'
import type { EventBody } from '../../../src/protocol/console.ts'
import { openOperators, tokens } from './fixture.ts'

const dir = mkdtempSync(join(tmpdir(), 'sluice-alerts-'))
afterAll(() => rmSync(dir, { recursive: true }))

const cause = (i: number): Cause => ({
  rule: 'command-not-observed',
  subject: `#${i}`,
  priority: i % 20 === 0 ? 1 : 3,
  metric: null,
  value: null,
  threshold: null,
})

const alertOf = (body: EventBody): Alert | undefined => (body.kind === 'alert' ? body.alert : undefined)

describe('the alerts of a backend', () => {
  it('are the same at every console while a thousand come, and after a restart', async ({ annotate }) => {
    const tookMs: number[] = []
    {
      await using plane = await openOperators({ dir })
      const [duty, second] = [await plane.connect(tokens.duty), await plane.connect(tokens.second)]
      for (let i = 0; i < 1_000; i++) {
        plane.backend.alerts.raise(cause(i))
        if (i % 20 !== 0) continue
        const raised = await duty.next('event', ({ body }) => alertOf(body)?.subject === `#${i}`)
        const id = alertOf(raised.body)?.id ?? ''
        const from = performance.now()
        const answer = await duty.ask({ type: 'acknowledge', alert: id })
        tookMs.push(performance.now() - from)
        expect(answer).toMatchObject({ type: 'alert', alert: { id, state: 'acknowledged', acknowledgedBy: 'duty-1' } })
      }
      tookMs.sort((a, b) => a - b)
      const at = (share: number) => (tookMs[Math.floor((tookMs.length - 1) * share)] ?? 0).toFixed(1)
      await annotate(`acknowledged within ${at(0.5)} ms at the median, ${at(0.95)} ms p95, of ${tookMs.length}`)
      // The demand is 100 ms; a machine with much else to do is given more.
      expect(tookMs[Math.floor(tookMs.length * 0.5)]).toBeLessThan(1_000)

      const last = await second.next(
        'event',
        ({ body }) => alertOf(body)?.subject === '#980' && alertOf(body)?.state === 'acknowledged',
      )
      expect(alertOf(last.body)).toMatchObject({ acknowledgedBy: 'duty-1' })
      await second.next('event', ({ body }) => body.kind === 'alarms' && body.alarms.floodSince !== null)
      const { alerts, alarms } = plane.backend.control.snapshot()
      expect(alerts.filter(({ priority, state }) => priority === 1 && state === 'acknowledged')).toHaveLength(50)
      expect(alerts.filter(({ state }) => state === 'raised')).toHaveLength(950)
      expect(alarms).toMatchObject({ load: 1_000, operators: 2, silenced: 0 })
      expect(plane.backend.ledger.head().index).toBeGreaterThan(50)
      const acts = [...plane.backend.ledger.read(1)].flatMap(({ body }) => (body.kind === 'alert' ? body : []))
      expect(acts).toHaveLength(50)
      expect(acts[0]).toMatchObject({ act: 'acknowledged', by: 'duty-1' })
    }
    await using again = await openOperators({ dir })
    const chief = await again.connect(tokens.chief)
    const { alerts, alarms } = again.backend.control.snapshot()
    expect(alerts).toHaveLength(1_000)
    expect(alarms.load).toBe(1_000)
    expect(alarms.floodSince).not.toBeNull()

    // By hand, from here on: a page of history at a time gives all of them back.
    for (const { id } of alerts.slice(0, 30)) {
      const note = await chief.ask({ type: 'note', alert: id, text: 'drill' })
      expect(note).toMatchObject({ alert: { note: 'drill' } })
    }
    await new Promise(resolve => setTimeout(resolve, 5_100))
    for (const { id } of alerts.slice(0, 30)) await chief.ask({ type: 'resolve', alert: id })
    const seen = new Set<string>()
    let before: AlertCursor | null = null
    do {
      const page = await chief.ask({ type: 'alert-history', before, limit: 7 })
      if (page.type !== 'alert-history') throw new Error(page.type)
      for (const { id } of page.alerts) seen.add(id)
      before = page.next
    } while (before !== null)
    expect(seen.size).toBe(30)
  })

  it('come back from a shelf by hand, and tell who may not touch them', async () => {
    await using plane = await openOperators()
    const [duty, viewer] = [await plane.connect(tokens.duty), await plane.connect(tokens.viewer)]
    plane.backend.alerts.raise(cause(1))
    const raised = await duty.next('event', ({ body }) => body.kind === 'alert')
    const id = alertOf(raised.body)?.id ?? ''
    await expect(viewer.ask({ type: 'unshelve', alert: id })).rejects.toThrow('role-insufficient')
    // Nobody's alert would look like one that somebody sees to.
    await expect(duty.ask({ type: 'assign', alert: id, owner: 'duty-9' })).rejects.toThrow('resource-unknown')
    expect(plane.backend.control.snapshot().alerts).toMatchObject([{ state: 'raised', owner: null }])
    await duty.ask({ type: 'shelve', alert: id, minutes: 60, reason: 'known' })
    const back = await duty.ask({ type: 'unshelve', alert: id })
    expect(back).toMatchObject({ type: 'alert', alert: { state: 'raised', shelvedUntil: null } })
    await expect(duty.ask({ type: 'resolve', alert: id })).rejects.toThrow('alert-stands')
    const history = await viewer.ask({ type: 'alert-history', before: null, limit: 10 })
    expect(history).toMatchObject({ alerts: [], next: null })
  })
})
