import { describe, expect, it } from 'vitest'
import { refusalText } from '../../../src/renderer/parts/refusal.ts'

describe('the reason of a refusal', () => {
  it('says what the backend said, in the language of the reader', () => {
    const past = { code: 'bad-request', detail: 'opensAt must lie in the future' } as const
    expect(refusalText(past, 'ko')).toBe('개시 시각이 이미 지났습니다')
    expect(refusalText(past, 'en')).toBe('That opening time has passed')
    const nobody = { code: 'resource-unknown', detail: 'number 12' } as const
    expect(refusalText(nobody, 'ko')).toBe('이 대상군에 12번 순번이 없습니다')
    expect(refusalText(nobody, 'en')).toBe('no place with the number 12 in this cohort')
    const zero = { code: 'command-conflict', detail: 'a rate of 0 is a pause: pause' } as const
    expect(refusalText(zero, 'ko')).toBe('속도 0은 일시정지입니다: 일시정지 버튼을 누르고 계십시오')
    const begun = { code: 'command-conflict', detail: 'the slot of 2021-07-19 10:00 has begun' } as const
    expect(refusalText(begun, 'ko')).toBe('2021-07-19 10:00 접종 시각이 이미 지났습니다')
    expect(refusalText({ code: 'approval-declined', detail: 'by duty-2' }, 'ko')).toMatch(/^duty-2 근무자가/)
  })

  it('leaves in Korean an English sentence out that only repeats the code, and keeps names', () => {
    const lapsed = { code: 'preview-expired', detail: 'a preview is valid for 15 s' } as const
    expect(refusalText(lapsed, 'ko')).not.toContain('valid')
    expect(refusalText(lapsed, 'en')).toContain('(a preview is valid for 15 s)')
    expect(refusalText({ code: 'resource-unknown', detail: 'site site-999' }, 'ko')).toContain('(site site-999)')
  })
})
