import { phrases } from './phrase.ts'

/** Lengths of time. */
export const timeText = phrases({
  'time.seconds': { ko: '{s}초', en: '{s} s' },
  'time.minutes': { ko: '{m}분', en: '{m} min' },
  'time.minutesSeconds': { ko: '{m}분 {s}초', en: '{m} min {s} s' },
  'time.hours': { ko: '{h}시간', en: '{h} h' },
  'time.hoursMinutes': { ko: '{h}시간 {m}분', en: '{h} h {m} min' },
  'time.days': { ko: '{d}일', en: '{d} d' },
  'time.daysHours': { ko: '{d}일 {h}시간', en: '{d} d {h} h' },
  'time.never': { ko: '기약 없음', en: 'never' },
  'time.ago': { ko: '{time} 전', en: '{time} ago' },
})
