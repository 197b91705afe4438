import { createHash } from 'node:crypto'
import type { Launch } from '../../../src/backend/launch.ts'

export const seed: Pick<Launch, 'sites' | 'slots'> = {
  sites: [
    { id: 'seoul-1', name: { ko: '서울 1센터', en: 'Seoul centre 1' }, region: 'seoul' },
    { id: 'busan-1', name: { ko: '부산 1센터', en: 'Busan centre 1' }, region: 'busan' },
  ],
  slots: [
    { site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 10 },
    { site: 'seoul-1', vaccine: 'moderna', date: '2021-07-26', time: '09:30', doses: 300 },
    { site: 'busan-1', vaccine: 'moderna', date: '2021-07-26', time: '09:00', doses: 1 },
  ],
}

export const person = (name: string | number) => createHash('sha256').update(String(name)).digest().subarray(0, 16)

export const at = Date.parse('2021-07-19T20:00:00+09:00')
