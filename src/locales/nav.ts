import { phrases } from './phrase.ts'

/** The screens of the console and the way between them. */
export const navText = phrases({
  'nav.title': { ko: '화면', en: 'Screens' },
  'nav.launch': { ko: '개시', en: 'Launch' },
  'nav.launch.long': { ko: '예약 개시', en: 'Launch' },
  'nav.alerts': { ko: '경보', en: 'Alerts' },
  'nav.alerts.long': { ko: '경보', en: 'Alerts' },
  'nav.unseen': { ko: '미확인 {n}건', en: '{n} unacknowledged' },
})
