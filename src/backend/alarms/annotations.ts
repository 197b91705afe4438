import { annotationSchema, annotationsKept, type Act, type Annotation } from '../../protocol/annotations.ts'
import type { Clock } from '../clock.ts'
import type { Documents } from '../control/contract.ts'
import type { Explained } from './evaluate.ts'

/** What followed from what was done, durable: the quiet counterpart of the alerts. Nobody is asked for anything. */
export interface Annotations {
  note(explained: Explained): void
  /** The latest, oldest first. */
  list(): Annotation[]
}

export interface AnnotationsOptions {
  readonly clock: Pick<Clock, 'real' | 'event'>
  readonly documents: Documents
  readonly onNote: (annotation: Annotation) => void
  /** Told when one could not be made durable. */
  readonly onError: (error: unknown) => void
}

const PREFIX = 'annotation:'

const isSame = (a: Act, b: Act): boolean => a.kind === b.kind && a.at === b.at && a.cohort === b.cohort

export function createAnnotations({ clock, documents, onNote, onError }: AnnotationsOptions): Annotations {
  let kept = documents
    .list(PREFIX)
    .flatMap(({ value }) => annotationSchema.safeParse(value).data ?? [])
    .sort((a, b) => a.at - b.at)

  return {
    note(explained) {
      const { rule, subject, act } = explained
      // A restart forgets what it has noted, and finds it again.
      if (kept.some(one => one.rule === rule && one.subject === subject && isSame(one.act, act))) return
      const at = clock.real()
      const annotation = { ...explained, id: `${rule}:${subject}:${at.toString(36)}`, at, eventTime: clock.event() }
      kept.push(annotation)
      const dropped = kept.slice(0, Math.max(0, kept.length - annotationsKept))
      kept = kept.slice(dropped.length)
      const written = [documents.put(PREFIX + annotation.id, annotation)]
      for (const { id } of dropped) written.push(documents.drop(PREFIX + id))
      Promise.all(written).catch(onError)
      onNote(annotation)
    },
    list: () => [...kept],
  }
}
