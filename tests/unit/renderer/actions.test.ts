import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { BridgeRequestName } from '../../../src/protocol/bridge.ts'
import { RefusalError } from '../../../src/protocol/errors.ts'
import { commandEntries } from '../../../src/renderer/rail/entries.ts'
import { createActions } from '../../../src/renderer/store/actions.ts'
import { emptyStore, useConsole } from '../../../src/renderer/store/state.ts'
import { uuid } from '../../../src/renderer/store/uuid.ts'
import { fakeBridge, linkOf } from './fakeBridge.ts'
import { alertOf, cohortOf, recordOf, snapshotOf } from './nouns.ts'

interface Sent {
  name: BridgeRequestName
  body: Record<string, unknown>
}

function acting(answer: (name: BridgeRequestName, body: Record<string, unknown>) => unknown) {
  const sent: Sent[] = []
  const { bridge } = fakeBridge((name, body) => {
    sent.push({ name, body: body as Record<string, unknown> })
    return answer(name, body as Record<string, unknown>)
  })
  return { actions: createActions(bridge), sent }
}

const shown = () => {
  const { snapshot, tracked, failures } = useConsole.getState()
  return commandEntries(snapshot?.commands ?? [], tracked, failures)
}

describe('actions', () => {
  beforeEach(() => {
    useConsole.setState({ ...emptyStore, transport: 'open', link: linkOf(), snapshot: snapshotOf() }, true)
  })

  it('sends a pause in the same task, without revision or preview, and shows it as sent', async () => {
    const { actions, sent } = acting(() => new Promise(() => undefined))
    const id = actions.pause()
    expect(sent).toEqual([{ name: 'pause', body: { id, reason: '' } }])
    expect(shown()[0]).toMatchObject({ id, state: 'sent' })
  })

  it('compares the revision of what an order changes', () => {
    const { actions, sent } = acting(() => new Promise(() => undefined))
    actions.command({ kind: 'set-rate', args: { rate: 3 } })
    actions.command({ kind: 'close-cohort', args: { cohort: cohortOf().id } })
    expect(sent.map(({ body }) => body['expectedRevision'])).toEqual([3, 1])
  })

  it('follows the answer, whatever other consoles do meanwhile', async () => {
    const { actions } = acting((_, { id, order }) => {
      const record = recordOf({ id: String(id), state: 'observed' })
      return { id, order, state: 'observed', sentAt: 1, record }
    })
    const id = actions.command({ kind: 'set-rate', args: { rate: 3 } })
    await vi.waitFor(() => expect(shown().find(entry => entry.id === id)?.state).toBe('observed'))
  })

  it('says why something was refused', async () => {
    const { actions } = acting(() => {
      throw new RefusalError('revision-stale', 'intake is at 4')
    })
    const id = actions.command({ kind: 'set-rate', args: { rate: 3 } })
    await vi.waitFor(() => expect(shown().find(entry => entry.id === id)?.refusal?.code).toBe('revision-stale'))
    expect(shown()[0]?.state).toBe('refused')
  })

  it('knows a command that was never sent from one whose fate is unknown', async () => {
    const { actions } = acting(() => {
      throw new RefusalError('not-connected')
    })
    useConsole.setState({ transport: 'lost' })
    const unsent = actions.pause()
    await vi.waitFor(() => expect(shown().find(entry => entry.id === unsent)?.state).toBe('not-sent'))

    useConsole.setState({ transport: 'open' })
    const cut = actions.pause()
    useConsole.setState({ transport: 'lost' })
    await vi.waitFor(() => expect(shown().find(entry => entry.id === cut)?.state).toBe('unknown'))
  })

  it('shows an acknowledged alert as such as soon as it is answered', async () => {
    const alert = alertOf()
    useConsole.setState({ snapshot: snapshotOf({ alerts: [alert] }) })
    const { actions } = acting(() => ({ ...alert, state: 'acknowledged', updatedAt: 5 }))
    expect(await actions.acknowledge(alert)).toBeUndefined()
    expect(useConsole.getState().snapshot?.alerts[0]?.state).toBe('acknowledged')
    const refused = acting(() => {
      throw new RefusalError('role-insufficient')
    })
    expect(await refused.actions.shelve(alert, 5, 'noise')).toEqual({ code: 'role-insufficient' })
  })
})

describe('uuid', () => {
  it('is a version 4, and another every time', () => {
    const ids = Array.from({ length: 200 }, uuid)
    expect(new Set(ids).size).toBe(200)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
