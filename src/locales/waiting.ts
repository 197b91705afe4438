import { phrases } from './phrase.ts'
import { translatorsOf, type TranslatorOf } from './translator.ts'

/** What changes on the waiting and booking pages while they are open: the script that changes it carries these alone. */
export const waitingText = phrases({
  'wait.people': { ko: '{n}명', en: '{n}' },
  'wait.next': { ko: '바로 다음 차례', en: 'you are next' },
  'wait.doses': { ko: '{n}건', en: '{n}' },
  'wait.none': { ko: '없음', en: 'none' },
  'wait.within': { ko: '{high} 이내', en: 'within {high}' },
  'wait.between': { ko: '{low}에서 {high} 사이', en: 'between {low} and {high}' },
  'wait.minutes': { ko: '{m}분', en: '{m} min' },
  'wait.hours': { ko: '{h}시간', en: '{h} h' },
  'wait.hoursMinutes': { ko: '{h}시간 {m}분', en: '{h} h {m} min' },
  'wait.unknown': { ko: '지금은 알 수 없음', en: 'cannot be said now' },

  'chance.likely': {
    ko: '지금 예상으로는 차례까지 예약이 남아 있습니다. 다만 원하는 날짜와 장소는 먼저 찰 수 있습니다.',
    en: 'As things stand, appointments will last until your turn. A date or place you prefer may still fill up first.',
  },
  'chance.uncertain': {
    ko: '기다리는 분이 남은 예약보다 많아, 차례가 오기 전에 모두 찰 수 있습니다.',
    en: 'More people wait than there are appointments left. They may all be taken before your turn.',
  },
  'chance.unlikely': {
    ko: '남은 예약은 차례가 오기 전에 모두 찰 것으로 보입니다. 계속 기다릴지는 직접 정하실 수 있으며, 순번은 그대로입니다.',
    en: 'The appointments left will most likely be taken before your turn. Whether to go on waiting is up to you; your place is kept.',
  },
  'chance.none': {
    ko: '남은 예약이 없습니다. 취소된 예약이 나오면 순번이 빠른 분부터 드리며, 순번은 그대로입니다.',
    en: 'No appointment is left. Any that is cancelled goes to the lowest number that still waits; your place is kept.',
  },
  'wait.asOf': { ko: '서버 시각 {time} 기준', en: 'as of {time}, server time' },
  'wait.opensIn': { ko: '시작까지 {time}', en: 'opens in {time}' },
  'wait.opening': { ko: '곧 시작합니다', en: 'opening now' },

  'link.offline': {
    ko: '통신이 끊겼습니다. 순번은 서버에 그대로 있으니 기다려 주세요. 다시 연결되면 자동으로 이어집니다.',
    en: 'The connection is lost. Your place is kept on the server; please wait. This page goes on by itself.',
  },
  'link.back': {
    ko: '다시 연결되었습니다. 순번은 그대로입니다.',
    en: 'Connected again. Your place was kept.',
  },
  'call.title': { ko: '차례가 되었습니다', en: 'It is your turn' },
  'call.parked': {
    ko: '차례가 되어 빈자리를 기다리고 있습니다. 자리가 나는 대로 예약 화면이 열립니다.',
    en: 'It is your turn, and a free seat is awaited. Booking opens as soon as there is one.',
  },

  'lease.left': { ko: '남은 예약 시간 {time}', en: '{time} left to book' },
  'lease.warning': {
    ko: '예약 시간이 곧 끝납니다. 더 필요하면 시간 연장을 눌러 주세요.',
    en: 'Your time to book is about to end. Extend it if you need more.',
  },
  'lease.extended': { ko: '예약 시간을 연장했습니다.', en: 'You have more time now.' },
  'lease.last': {
    ko: '예약 시간을 연장했습니다. 더는 연장할 수 없으니 시간 안에 예약을 마쳐 주세요.',
    en: 'You have more time now. It cannot be extended again: please finish within it.',
  },
  'lease.failed': {
    ko: '지금은 연장하지 못했습니다. 통신을 확인하고 다시 눌러 주세요.',
    en: 'The time could not be extended just now. Check the connection and try again.',
  },
  'lease.over': {
    ko: '예약 시간이 끝났습니다. 화면을 다시 열고 있습니다.',
    en: 'The time for booking has ended. The page is being opened again.',
  },
})

export type WaitingTranslate = TranslatorOf<typeof waitingText>
export const translateWaiting = translatorsOf(waitingText)
