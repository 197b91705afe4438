import { phrases } from './phrase.ts'

/** States of links, data, cohorts, alerts, commands and people, and what the page says when it cannot show more. */
export const stateText = phrases({
  'mode.LIVE': { ko: '실전', en: 'LIVE' },
  'mode.DRILL': { ko: '훈련', en: 'DRILL' },
  'mode.LIVE.long': { ko: '실제 예약 운영 중', en: 'Live operation: real citizens' },
  'mode.DRILL.long': { ko: '훈련 상황 · 가상 시민', en: 'Drill: synthetic citizens' },

  'link.connecting': { ko: '연결 중', en: 'connecting' },
  'link.live': { ko: '연결됨', en: 'connected' },
  'link.lost': { ko: '연결 끊김', en: 'connection lost' },
  'link.refused': { ko: '접속 거부됨', en: 'refused' },
  'link.host': { ko: '콘솔 호스트 끊김', en: 'console host lost' },

  'role.viewer': { ko: '조회', en: 'viewer' },
  'role.operator': { ko: '운영자', en: 'operator' },
  'role.commander': { ko: '지휘관', en: 'commander' },

  'fresh.live': { ko: '실시간', en: 'live' },
  'fresh.late': { ko: '늦음', en: 'late' },
  'fresh.stale': { ko: '오래됨', en: 'stale' },
  'fresh.lost': { ko: '끊김', en: 'lost' },
  'fresh.none': { ko: '측정 없음', en: 'not measured' },
  'fresh.lastValue': { ko: '마지막 값 {value}', en: 'last value {value}' },

  'cohort.scheduled': { ko: '예정', en: 'scheduled' },
  'cohort.prequeue': { ko: '사전 대기', en: 'pre-queue' },
  'cohort.open': { ko: '열림', en: 'open' },
  'cohort.paused': { ko: '일시정지', en: 'paused' },
  'cohort.closed': { ko: '마감', en: 'closed' },

  'command.sent': { ko: '전송함', en: 'sent' },
  'command.unknown': { ko: '결과 불명 · 다시 연결되면 확인', en: 'unknown · reconciled on reconnection' },
  'command.awaiting-approval': { ko: '승인 대기', en: 'awaiting approval' },
  'command.accepted': { ko: '접수됨 · 효과 확인 중', en: 'accepted · watching for the effect' },
  'command.observed': { ko: '효과 확인됨', en: 'observed' },
  'command.not-observed': { ko: '효과 없음', en: 'no effect observed' },
  'command.refused': { ko: '거부됨', en: 'refused' },
  'command.expired': { ko: '승인 시한 지남', en: 'approval expired' },
  'command.never-arrived': { ko: '백엔드에 닿지 않음 · 실행되지 않음', en: 'never arrived · nothing was done' },
  'command.not-sent': { ko: '전송되지 않음', en: 'not sent' },

  'gate.connecting.title': { ko: '백엔드에 연결하고 있습니다', en: 'Connecting to the backend' },
  'gate.connecting.body': {
    ko: '첫 상태를 받으면 화면이 열립니다. 그때까지는 어떤 값도 표시하지 않습니다.',
    en: 'The screen opens with the first snapshot. Until then no value is shown.',
  },
  'gate.connecting.attempt': { ko: '{address} · {n}번째 시도', en: '{address} · attempt {n}' },
  'gate.retry': { ko: '{time} 후 다시 시도합니다', en: 'next attempt in {time}' },
  'gate.lost.title': { ko: '백엔드와 연결할 수 없습니다', en: 'The backend cannot be reached' },
  'gate.lost.body': {
    ko: '자동으로 다시 연결합니다. 연결되기 전에는 명령을 보내지 않으며, 나중에 보내려고 쌓아 두지도 않습니다.',
    en: 'It reconnects by itself. Until then no command is sent, and none is kept to be sent later.',
  },
  'gate.refused.title': { ko: '접속이 거부되었습니다', en: 'Access was refused' },
  'gate.refused.body': {
    ko: '이 콘솔의 토큰을 백엔드가 받아들이지 않았습니다. 토큰을 확인한 뒤 콘솔을 다시 시작하십시오.',
    en: 'The backend did not accept this console’s token. Check the token, then start the console again.',
  },
  'gate.page.title': { ko: '이 페이지의 토큰이 맞지 않습니다', en: 'This page has no valid token' },
  'gate.page.body': {
    ko: '콘솔을 시작할 때 출력된 주소로 다시 여십시오. 토큰은 시작할 때마다 새로 만들어집니다.',
    en: 'Open the address that was printed when the console started: every start makes a new token.',
  },
  'gate.host.title': { ko: '콘솔 호스트가 응답하지 않습니다', en: 'The console host does not answer' },
  'gate.host.body': {
    ko: '이 화면에 값을 보내던 프로그램이 멈췄습니다. 백엔드와 대기열은 계속 동작하고 있을 수 있습니다. 콘솔을 다시 시작하면 자동으로 이어집니다.',
    en: 'The program that feeds this page has stopped. Backend and queue may well be running. Start the console again and this page goes on by itself.',
  },
  'link.never-arrived': {
    ko: '{what}: 백엔드에 닿지 않아 실행되지 않았습니다 — 다시 명령하십시오',
    en: '{what}: never arrived — nothing was done — give it again',
  },
  'link.unknown': { ko: '{what}: 전달되었는지 아직 모릅니다', en: '{what}: not known yet whether it arrived' },
  'link.unsent': { ko: '보내지 못한 명령: {what}', en: 'Not sent: {what}' },
  'gate.breakGlass': {
    ko: '급히 입장을 일시정지하려면 터미널에서:',
    en: 'To pause intake right now, from a terminal:',
  },
  'gate.reload': { ko: '다시 불러오기', en: 'Reload' },
  'gate.crash.title': { ko: '화면을 그리지 못했습니다', en: 'This screen could not be drawn' },
  'gate.crash.body': {
    ko: '오류가 났지만 백엔드와 대기열에는 영향이 없습니다. 다시 불러오면 현재 상태부터 이어집니다.',
    en: 'An error occurred; backend and queue are not affected. Reloading continues from the present state.',
  },
})
