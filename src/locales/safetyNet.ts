import { phrases } from './phrase.ts'

/** The safety net: its button, its form, and what it says while it limits. */
export const safetyNetText = phrases({
  'net.button': { ko: '안전망…', en: 'Safety net…' },
  'net.title': { ko: '자동 안전망', en: 'Safety net' },
  'net.mode': { ko: '안전망 동작', en: 'What it does' },
  'net.mode.off': { ko: '끔', en: 'Off' },
  'net.mode.advise': { ko: '권고만', en: 'Advise' },
  'net.mode.on': { ko: '켬', en: 'On' },
  'net.explain': {
    ko: '오류가 {errors} 이상이거나 예약 응답이 {latency}를 넘는 상태가 3초 이어지면 설정 속도의 70%로 낮추고, 15초 안정되면 5%p씩 되돌립니다. 운영자가 정한 속도를 넘지 않습니다.',
    en: 'When errors reach {errors} or bookings take over {latency} for 3 s it lowers to 70% of the set rate, and gives back 5 points at a time after 15 calm seconds. It never exceeds what operators set.',
  },
  'net.set': { ko: '적용', en: 'Set' },
  'net.same': { ko: '현재 설정입니다', en: 'This is how it is set' },
  'net.idle': { ko: '제한 없음', en: 'not limiting' },
  'net.limiting': {
    ko: '안전망이 설정 속도의 {share}로 제한 중',
    en: 'The safety net limits to {share} of the set rate',
  },
  'net.advising': {
    ko: '안전망 권고: 설정 속도의 {share}로 낮추기',
    en: 'The safety net advises {share} of the set rate',
  },
  'net.release': { ko: '제한 해제', en: 'Release' },
  'net.dismiss': { ko: '권고 닫기', en: 'Dismiss' },
  'net.acts': { ko: '최근 동작', en: 'Latest acts' },
  'net.acts.none': { ko: '아직 동작하지 않았습니다', en: 'It has done nothing yet' },
  'net.act': { ko: '{time} · {share} · {cause}', en: '{time} · {share} · {cause}' },
  'net.cause.errors': { ko: '오류 증가', en: 'errors' },
  'net.cause.latency': { ko: '응답 지연', en: 'slow bookings' },
  'net.cause.recovery': { ko: '안정 회복', en: 'recovery' },
  'net.cause.released': { ko: '운영자 조작', en: 'by an operator' },
})
