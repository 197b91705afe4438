import { phrases } from './phrase.ts'

/** What followed from what was done: noted, and no alert. */
export const annotationText = phrases({
  'annotations.title': { ko: '조치로 설명된 변화 {n}', en: '{n} explained by what was done' },
  'annotations.about': {
    ko: '조치가 없었다면 경보였을 변화입니다. 조치에 따른 것이므로 울리지 않고 부담에도 세지 않습니다.',
    en: 'Each would have been an alert, had nothing been done. None sounds, and none counts as load.',
  },
  'annotations.by': { ko: '{time} {act} 뒤에 나타남', en: 'followed from: {act}, {time}' },
  'annotations.after': { ko: '이 명령으로 설명됨: {what}', en: 'explains: {what}' },
  'annotations.clock.open-pre-queue': { ko: '{name} 사전 대기 예정 개시', en: '{name}, pre-queue as scheduled' },
  'annotations.clock.open-cohort': { ko: '{name} 예정 개시', en: '{name}, opened as scheduled' },
  'annotations.clock.close-cohort': { ko: '{name} 예정 마감', en: '{name}, closed as scheduled' },
})
