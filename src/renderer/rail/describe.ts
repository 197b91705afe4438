import { formatShortClock } from '../../locales/format.ts'
import type { Order } from '../../protocol/commands.ts'
import type { Cohort } from '../../protocol/nouns.ts'
import type { RevokeTarget } from '../../protocol/revocation.ts'
import type { Writer } from '../store/hooks.ts'

/** An order in a few words. */
export function describeOrder({ t, locale, rate, number }: Writer, order: Order, cohorts: readonly Cohort[]): string {
  const nameOf = (id: string) => cohorts.find(cohort => cohort.id === id)?.name[locale] ?? id
  switch (order.kind) {
    case 'pause':
    case 'resume':
      return t(`order.${order.kind}`)
    case 'set-rate':
      return t('order.set-rate', { rate: rate(order.args.rate) })
    case 'open-cohort':
    case 'close-cohort':
      return t(`order.${order.kind}`, { name: nameOf(order.args.cohort) })
    case 'schedule-cohort':
      return t('order.schedule-cohort', {
        name: nameOf(order.args.cohort),
        time: formatShortClock(order.args.opensAt),
      })
    case 'add-capacity':
      return t('order.add-capacity', { seats: number(order.args.workers * order.args.seatsEach) })
    case 'revoke':
      return describeTarget(t, order.args.target, nameOf)
    case 'add-slots':
      return t('order.add-slots', { doses: number(order.args.slots.reduce((sum, slot) => sum + slot.doses, 0)) })
    case 'import-plan':
      return t('order.import-plan', {
        cohorts: number(order.args.cohorts.length),
        slots: number(order.args.slots.length),
      })
    case 'set-safety-net':
      return t('order.set-safety-net', { mode: t(`net.mode.${order.args.mode}`) })
    case 'release-safety-net':
      break
  }
  return t('order.release-safety-net')
}

function describeTarget(t: Writer['t'], target: RevokeTarget, nameOf: (id: string) => string): string {
  switch (target.what) {
    case 'admission':
      return t('order.revoke.admission', { cohort: nameOf(target.cohort), number: target.number })
    case 'person':
      return t('order.revoke.person', { id: shortHash(target.person) })
    case 'client':
      return t('order.revoke.client', { id: shortHash(target.client) })
    case 'cohort':
      break
  }
  return t('order.revoke.cohort', { cohort: nameOf(target.cohort) })
}

/** A hash as people read it out: enough to tell two apart. */
export const shortHash = (hash: string): string => hash.slice(0, 8)
