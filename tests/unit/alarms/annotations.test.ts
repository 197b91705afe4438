import { expect, it } from 'vitest'
import { createAnnotations } from '../../../src/backend/alarms/annotations.ts'
import type { Explained } from '../../../src/backend/alarms/evaluate.ts'
import { manualClock } from '../../../src/backend/clock.ts'
import { annotationSchema, annotationsKept, type Annotation } from '../../../src/protocol/annotations.ts'
import { memoryDocuments } from './memoryDocuments.ts'

const explained = (at: number, subject = ''): Explained => ({
  rule: 'arrival-surge',
  subject,
  metric: 'queue.joinRate',
  value: 40,
  threshold: 12,
  act: { kind: 'open-cohort', at, cohort: 'c53', command: null },
})

function open(documents = memoryDocuments(), clock = manualClock(1_626_692_400_000)) {
  const told: Annotation[] = []
  const annotations = createAnnotations({
    clock,
    documents,
    onNote: annotation => told.push(annotation),
    onError(error) {
      throw error
    },
  })
  return { documents, clock, annotations, told }
}

it('an annotation is told once an act, rule and subject, and outlives a restart', () => {
  const { annotations, clock, documents, told } = open()
  annotations.note(explained(1))
  clock.advance(1_000)
  annotations.note(explained(1))
  annotations.note(explained(1, 'D5'))
  annotations.note(explained(2))
  expect(told.map(({ subject, act }) => [subject, act.at])).toEqual([
    ['', 1],
    ['D5', 1],
    ['', 2],
  ])
  expect(annotationSchema.array().parse(told)).toEqual(told)
  const again = open(documents, clock)
  expect(again.annotations.list()).toEqual(told)
  again.annotations.note(explained(2))
  expect(again.told).toEqual([])
})

it('the latest are kept', () => {
  const { annotations, clock, documents } = open()
  for (let act = 0; act < annotationsKept + 50; act++) {
    clock.advance(1_000)
    annotations.note(explained(act))
  }
  expect(annotations.list()).toHaveLength(annotationsKept)
  expect(annotations.list()[0]?.act.at).toBe(50)
  expect(documents.list('annotation:')).toHaveLength(annotationsKept)
})
