import { phrases } from './phrase.ts'

/** The forms behind the command rail, and the preview of a command's consequences. */
export const formText = phrases({
  'form.close': { ko: '닫기', en: 'Close' },
  'form.reason': { ko: '사유 (기록에 남음)', en: 'Reason (goes on record)' },
  'form.reason.required': { ko: '사유 (필수)', en: 'Reason (required)' },
  'form.send.hold': { ko: '1.5초 눌러 실행', en: 'Hold 1.5 s to send' },
  'form.ask.hold': { ko: '1.5초 눌러 승인 요청', en: 'Hold 1.5 s to ask for approval' },
  'form.kst': { ko: '한국 시각', en: 'Korean time' },

  'rate.title': { ko: '입장 속도', en: 'Admission rate' },
  'rate.label': { ko: '초당 입장 인원', en: 'Admissions per second' },
  'rate.slider': { ko: '초당 입장 인원 조절', en: 'Adjust admissions per second' },
  'rate.change': { ko: '{from} → {to}/초 ({change})', en: '{from} → {to}/s ({change})' },
  'rate.same': { ko: '현재와 같은 값입니다', en: 'This is the present rate' },
  'rate.lower.send': { ko: '낮추기', en: 'Lower' },

  'resume.title': { ko: '입장 재개', en: 'Resume intake' },
  'resume.ramp': { ko: '증속 시간', en: 'Ramp' },
  'resume.note': {
    ko: '설정 속도 {rate}/초의 10 %에서 시작해 {time} 동안 올립니다.',
    en: 'Starts at 10 % of the set {rate}/s and climbs for {time}.',
  },

  'cohort.title': { ko: '대상군', en: 'Cohort' },
  'cohort.pick': { ko: '어느 대상군', en: 'Which cohort' },
  'cohort.action': { ko: '무엇을', en: 'What to do' },
  'cohort.action.open-cohort': { ko: '지금 열기', en: 'Open now' },
  'cohort.action.close-cohort': { ko: '마감', en: 'Close' },
  'cohort.action.schedule-cohort': { ko: '시각 변경', en: 'Reschedule' },
  'cohort.opensAt': { ko: '개시', en: 'Opens' },
  'cohort.closesAt': { ko: '마감', en: 'Closes' },
  'cohort.date': { ko: '날짜', en: 'date' },
  'cohort.clock': { ko: '시각', en: 'time' },
  'cohort.badTimes': { ko: '마감은 개시보다 뒤여야 합니다', en: 'It must close after it opens' },
  'cohort.close.note': {
    ko: '10초 동안 되돌릴 수 있고, 그 뒤에 마감됩니다. 기다리던 사람은 마감 안내를 받습니다.',
    en: 'It can be undone for 10 seconds and closes then. Those who wait are told that it has closed.',
  },
  'cohort.close.send': { ko: '마감하기', en: 'Close cohort' },

  'capacity.title': { ko: '용량 추가', en: 'Add capacity' },
  'capacity.workers': { ko: '예약 작업자', en: 'Booking workers' },
  'capacity.seatsEach': { ko: '작업자당 좌석', en: 'Seats each' },
  'capacity.sum': { ko: '{now}석 → {next}석', en: '{now} → {next} seats' },
  'capacity.send': { ko: '추가', en: 'Add' },
  'capacity.list': { ko: '가동 작업자 {alive}/{all}', en: '{alive} of {all} workers alive' },

  'slots.title': { ko: '예약분 추가', en: 'Add slots' },
  'slots.each': { ko: '접종 기관마다 추가할 수량', en: 'Doses at each site' },
  'slots.sum': { ko: '{places}곳 · 모두 {doses}', en: '{doses} doses at {places} sites' },
  'slots.where': { ko: '기관과 시간', en: 'Sites and times' },
  'slots.send': { ko: '예약분 추가', en: 'Add slots' },

  'preview.title': { ko: '예상 결과', en: 'What this would do' },
  'preview.before': { ko: '지금', en: 'now' },
  'preview.after': { ko: '이후', en: 'after' },
  'preview.lastWait': { ko: '마지막 사람의 대기', en: 'Last person waits' },
  'preview.slotsOut': { ko: '예약분 소진까지', en: 'Slots run out in' },
  'preview.forNothing': { ko: '헛되이 기다릴 사람', en: 'Would wait for nothing' },
  'preview.load': { ko: '좌석 부하', en: 'Seat load' },
  'preview.effective': { ko: '실제 입장/초', en: 'Effective rate/s' },
  'preview.limit': { ko: '상한', en: 'Limited by' },
  'preview.limit.rate': { ko: '설정 속도', en: 'the set rate' },
  'preview.limit.seats': { ko: '좌석', en: 'seats' },
  'preview.limit.nobody': { ko: '대기자 없음', en: 'nobody waits' },
  'preview.curve': {
    ko: '대기 인원 예측: 지금은 {before}, 명령 뒤에는 {after}',
    en: 'Forecast of the queue: as it is {before}, after the command {after}',
  },
  'preview.pending': { ko: '계산 중', en: 'calculating' },
  'preview.none': { ko: '대상을 정하면 결과를 보여 줍니다', en: 'Shown once it is known whom it hits' },
  'preview.valid': { ko: '{n}초 동안 유효', en: 'valid for {n} s' },
  'preview.failed': { ko: '미리 볼 수 없음: {reason}', en: 'No preview: {reason}' },
  'preview.approval.raise': {
    ko: '20 % 넘게 올리므로 다른 계정의 승인이 필요합니다.',
    en: 'A second account must approve: more than +20 %.',
  },
  'preview.approval.load': {
    ko: '좌석 부하가 75 %를 넘으므로 다른 계정의 승인이 필요합니다.',
    en: 'A second account must approve: above 75 % of capacity.',
  },
  'preview.approval.early': {
    ko: '예정보다 일찍 여는 것이므로 다른 계정의 승인이 필요합니다.',
    en: 'A second account must approve: ahead of schedule.',
  },
  'preview.approval.none': { ko: '다른 사람의 승인은 필요 없습니다.', en: 'No second approval is needed.' },

  'guard.stale': {
    ko: '데이터가 오래되어 올리거나 여는 명령은 막혀 있습니다. 일시정지와 낮추기는 됩니다.',
    en: 'The data are stale: raising and opening are blocked. Pausing and lowering are not.',
  },
  'guard.override': { ko: '지휘관 권한으로 진행', en: 'Override as incident commander' },
  'guard.noPreview': { ko: '유효한 미리보기가 있어야 합니다', en: 'A valid preview is needed' },
  'guard.noLink': { ko: '연결되면 보낼 수 있습니다', en: 'Can be sent once connected' },
  'guard.role': { ko: '이 계정으로는 할 수 없습니다', en: 'This account may not do this' },
})
