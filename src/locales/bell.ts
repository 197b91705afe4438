import { phrases } from './phrase.ts'

/** How a new P1 makes itself heard. */
export const bellText = phrases({
  'bell.title': { ko: '새 P1 경보 알림', en: 'How a new P1 is announced' },
  'bell.on.long': { ko: '경보음 켜짐', en: 'Alarm sound is on' },
  'bell.off': { ko: '음소거', en: 'muted' },
  'bell.off.long': { ko: '경보음 꺼짐', en: 'Alarm sound is off' },
  'bell.blocked': { ko: '소리 차단됨', en: 'sound blocked' },
  'bell.blocked.long': {
    ko: '경보음 차단됨: 브라우저가 첫 조작 전에는 소리를 막습니다',
    en: 'Alarm sound is blocked: the browser allows none before the first press',
  },
  'bell.sound': { ko: '경보음', en: 'Sound' },
  'bell.sound.note': { ko: '2초 울립니다. Esc로 멈춥니다.', en: 'Two seconds; Esc stops it.' },
  'bell.sound.blocked': {
    ko: '브라우저가 소리를 막고 있습니다. 화면을 한 번 누르면 켜집니다.',
    en: 'The browser holds the sound back until something on the page is pressed.',
  },
  'bell.sound.unsupported': { ko: '이 브라우저는 소리를 낼 수 없습니다.', en: 'This browser cannot sound.' },
  'bell.sound.try': { ko: '들어 보기', en: 'Try it' },
  'bell.sound.playing': { ko: '울리는 중', en: 'Sounding' },
  'bell.notices': { ko: '바탕화면 알림', en: 'Desktop notices' },
  'bell.notices.note': {
    ko: '다른 창을 보고 있어도 알립니다. 누르면 그 경보가 열립니다.',
    en: 'Shown over other windows; a press opens the alert.',
  },
  'bell.notices.default': {
    ko: '브라우저의 허락이 한 번 필요합니다.',
    en: 'The browser has to allow it once.',
  },
  'bell.notices.denied': {
    ko: '브라우저 설정에서 이 주소의 알림이 차단되어 있습니다.',
    en: 'Notices of this address are blocked in the browser’s settings.',
  },
  'bell.notices.unsupported': {
    ko: '이 주소에서는 브라우저가 알림을 지원하지 않습니다.',
    en: 'The browser supports no notices at this address.',
  },
  'bell.notices.ask': { ko: '알림 허락하기', en: 'Allow notices' },
})
