import type { StatisticId } from '../protocol/alerts.ts'
import { phrases, type Phrase } from './phrase.ts'

/** What was measured, where it is not a metric by its name. */
export const readingText = phrases({
  'reading.rate': { ko: '{n}/초', en: '{n}/s' },
  'reading.unreconciled': { ko: '입장 기록 없는 예약·세션', en: 'Bookings and sessions without an admission' },
  'reading.gap': { ko: '계측 공백', en: 'Gap in the readings' },
  'reading.missed': { ko: '연속으로 빠진 계측', en: 'Readings missed in a row' },
})

/** What made an alarm certain, in the words of its evidence: "why", by kind of judgement. */
export const evidenceText = phrases({
  'statistic.threshold': { ko: '한계값 초과', en: 'beyond its limit' },
  'statistic.fewer': { ko: '기대보다 적음', en: 'fewer than expected' },
  'statistic.more': { ko: '기대보다 많음', en: 'more than expected' },
  'statistic.burst': { ko: '짧은 시간에 몰림', en: 'a burst' },
  'statistic.missing': { ko: '계측값 없음', en: 'no reading' },
  'statistic.gap': { ko: '두 수치의 차이', en: 'two counts disagree' },
  'statistic.burn-fast': { ko: '최근 오류 급증', en: 'errors of the last minutes' },
  'statistic.burn-slow': { ko: '오류 누적', en: 'errors of the last hour' },
  'statistic.residual': { ko: '예상에서 벗어남', en: 'off the expected value' },
  'statistic.drift': { ko: '작지만 지속되는 차이', en: 'small but lasting difference' },
  'statistic.step': { ko: '갑작스러운 변화', en: 'a sudden step' },
  'statistic.unrest': { ko: '심한 흔들림', en: 'unrest' },
  'statistic.variance': { ko: '변동 폭의 변화', en: 'changed spread' },
  'statistic.roughness': { ko: '굳은 값 또는 거친 값', en: 'frozen or rough' },
  'statistic.cusum': { ko: '한쪽으로 쌓인 차이', en: 'differences that add up' },
  'statistic.level': { ko: '처음 보는 수준', en: 'a level never seen' },
} satisfies Record<`statistic.${StatisticId}`, Phrase>)
