import { phrases } from './phrase.ts'

/** Taking back places and seats: the form, what was found, and the orders in a few words. */
export const revocationText = phrases({
  'rail.revoke': { ko: '무효 처리…', en: 'Revoke…' },
  'rail.revoke.now': { ko: '순번 · 입장', en: 'places · seats' },

  'revoke.title': { ko: '순번·입장 무효 처리', en: 'Revoke places and seats' },
  'revoke.what': { ko: '무엇을', en: 'What to revoke' },
  'revoke.what.admission': { ko: '순번 하나', en: 'One place' },
  'revoke.what.person': { ko: '한 사람', en: 'One person' },
  'revoke.what.client': { ko: '한 기기', en: 'One device' },
  'revoke.what.cohort': { ko: '대상군 전체', en: 'A whole cohort' },
  'revoke.note.admission': {
    ko: '이 순번과 입장만 무효가 됩니다. 본인은 맨 뒤에 다시 줄을 설 수 있습니다.',
    en: 'Only this place and its seat. The person may join again, at the back.',
  },
  'revoke.note.person': {
    ko: '모든 대상군의 순번과 입장이 무효가 되고, 다시 줄을 설 수 없습니다. 확정된 예약은 그대로입니다.',
    en: 'Every place and seat in every cohort, and no joining again. Confirmed bookings stay.',
  },
  'revoke.note.client': {
    ko: '이 기기가 가진 순번과 입장이 모두 무효가 되고, 이 기기로는 줄을 설 수 없습니다. 다른 기기로는 가능합니다.',
    en: 'Everything this device holds, and no joining from it. Its people may join from another device.',
  },
  'revoke.note.cohort': {
    ko: '예약 중이거나 호출된 사람의 입장이 모두 무효가 되고 대상군이 마감됩니다. 확정된 예약은 그대로입니다.',
    en: 'Ends every seat and every call, and closes the cohort. Confirmed bookings stay.',
  },

  'revoke.by': { ko: '무엇으로 찾기', en: 'Find by' },
  'revoke.by.number': { ko: '순번', en: 'Number' },
  'revoke.by.code': { ko: '예약 번호', en: 'Booking code' },
  'revoke.by.token': { ko: '순번표·입장권', en: 'Ticket or admission' },
  'revoke.cohort': { ko: '대상군', en: 'Cohort' },
  'revoke.number': { ko: '순번', en: 'Number' },
  'revoke.code': { ko: '예약 번호 12자리', en: 'Booking code, 12 characters' },
  'revoke.token': { ko: '순번표 또는 입장권 전체', en: 'The whole ticket or admission' },
  'revoke.found': { ko: '찾은 대상', en: 'Found' },
  'revoke.found.none': { ko: '찾을 내용을 입력하십시오', en: 'Enter what to find' },
  'revoke.found.pending': { ko: '찾는 중', en: 'looking' },
  'revoke.found.place': { ko: '{cohort} {number}번 · {state}', en: '{cohort}, number {number} · {state}' },
  'revoke.found.undrawn': { ko: '{cohort} · 추첨 전 · {state}', en: '{cohort}, before the draw · {state}' },
  'revoke.found.noPlace': { ko: '대기 순번 없음', en: 'holds no place' },
  'revoke.found.booked': { ko: '확정된 예약 있음', en: 'has a confirmed booking' },
  'revoke.found.hash': { ko: '사람 {person} · 기기 {client}', en: 'person {person} · device {client}' },
  'revoke.found.failed': { ko: '찾지 못함: {reason}', en: 'Not found: {reason}' },
  'revoke.noNumber': {
    ko: '추첨 전이라 순번이 없습니다. 한 사람으로 처리하십시오.',
    en: 'No number before the draw: revoke the person.',
  },
  'revoke.noDevice': { ko: '알려진 기기가 없습니다', en: 'No device of theirs is known' },
  'revoke.reach': {
    ko: '지금 대상: 대기 {waiting} · 호출됨 {parked} · 예약 중 {seated}',
    en: 'Hits now: {waiting} waiting · {parked} called · {seated} seated',
  },

  'place.waiting': { ko: '대기 중', en: 'waiting' },
  'place.parked': { ko: '호출됨', en: 'called' },
  'place.leased': { ko: '예약 화면 사용 중', en: 'on the booking page' },
  'place.booked': { ko: '예약함', en: 'booked' },
  'place.left': { ko: '나감', en: 'left' },
  'place.expired': { ko: '시간 초과', en: 'lease over' },
  'place.revoked': { ko: '무효', en: 'revoked' },

  'order.revoke.admission': { ko: '{cohort} {number}번 무효', en: 'Revoke {cohort}, number {number}' },
  'order.revoke.person': { ko: '사람 {id} 무효', en: 'Revoke person {id}' },
  'order.revoke.client': { ko: '기기 {id} 무효', en: 'Revoke device {id}' },
  'order.revoke.cohort': { ko: '{cohort} 전체 무효', en: 'Revoke all of {cohort}' },
  'preview.approval.revoke': {
    ko: '대상군 전체를 무효 처리하므로 다른 계정의 승인이 필요합니다.',
    en: 'A second account must approve: it revokes a whole cohort.',
  },
})
