import { describe, expect, it } from 'vitest'
import { alertTitle } from '../../../src/renderer/alerts/words.ts'
import { alertOf, cohortOf } from './nouns.ts'

const cohorts = [cohortOf()]

describe('the title of an alert', () => {
  it('names a cohort as the reader knows it', () => {
    const alert = alertOf({ rule: 't0-watchdog', subject: 'age-53' })
    expect(alertTitle(alert, 'ko', cohorts)).toBe('개시 후 예약 없음 · 53세')
    expect(alertTitle(alert, 'en', cohorts)).toBe('Opened, but nobody books · Age 53')
  })

  it('names a reading and a part of the backend, a door with what it is, and leaves what is not known as it is', () => {
    const subjects = ['queue.waiting', 'gate', 'D3', 'age-60']
    expect(subjects.map(subject => alertTitle(alertOf({ subject }), 'en', cohorts).split(' · ')[1])).toEqual([
      'People waiting',
      'Gate',
      'D3 leaked link',
      'age-60',
    ])
  })

  it('is the rule alone where the rule has no subject', () => {
    expect(alertTitle(alertOf({ rule: 'error-ratio', subject: '' }), 'en', cohorts)).toBe('Too many requests fail')
  })
})
