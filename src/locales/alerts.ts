import type { AlertAct } from '../protocol/alerts.ts'
import type { Door } from '../protocol/doors.ts'
import type { Family } from '../protocol/families.ts'
import { phrases, type Phrase } from './phrase.ts'

/** The alert list, the Alerts screen and the P1 banner. Titles of alerts stand in `rules.ts`, by rule. */
export const alertText = phrases({
  'alerts.title': { ko: '경보', en: 'Alerts' },
  'alerts.none': { ko: '활성 경보 없음', en: 'No active alerts' },
  'alerts.none.unseen': { ko: '미확인 경보 없음', en: 'Nothing unacknowledged' },
  'alerts.none.shelved': { ko: '보류한 경보 없음', en: 'Nothing is shelved' },
  'alerts.none.resolved': { ko: '해소된 경보 없음', en: 'Nothing has been resolved yet' },
  'alerts.none.filtered': { ko: '조건에 맞는 경보 없음', en: 'No alert matches the filter' },
  'alerts.cut': {
    ko: '연결이 끊겨 새 경보가 오지 않습니다. 아래는 마지막으로 알려진 상태입니다.',
    en: 'Not connected: no new alerts arrive. This is the last known state.',
  },
  'alerts.stale': {
    ko: '계측값이 {time}째 오지 않습니다. 새 경보가 없어도 정상이라는 뜻은 아닙니다.',
    en: 'No readings for {time}: that there is no new alert does not mean that all is well.',
  },
  'alerts.count': { ko: '활성 {n}', en: '{n} active' },
  'alerts.flood.gathered': {
    ko: '경보 폭주: 10분에 {n}건. P1은 고정하고 나머지는 분야별로 묶었습니다. 묶음 {gathered}건 · 억제 {silenced}건, 빠진 경보는 없습니다.',
    en: 'Alarm flood: {n} in 10 minutes. P1 stay pinned, the others are gathered by family: {gathered} gathered, {silenced} silenced, none lost.',
  },
  'alerts.flood.silenced': {
    ko: '경보 폭주: 10분에 {n}건. 지금 묶은 경보는 없고, {silenced}건은 원인 경보에 딸려 있습니다.',
    en: 'Alarm flood: {n} in 10 minutes. Nothing is gathered now; {silenced} stand under their cause.',
  },
  'alerts.flood.single': {
    ko: '경보 폭주: 10분에 {n}건. 지금 활성 경보 {active}건은 묶지 않고 하나씩 표시합니다.',
    en: 'Alarm flood: {n} in 10 minutes. All that are active now, {active}, are listed one by one.',
  },
  'alerts.flood.over': {
    ko: '경보 폭주: 10분에 {n}건. 지금 활성 경보는 없습니다.',
    en: 'Alarm flood: {n} in 10 minutes. None is active now.',
  },
  'alerts.priority': { ko: '우선순위 {n}', en: 'priority {n}' },
  'alerts.acknowledge': { ko: '확인', en: 'Ack' },
  'alerts.own': { ko: '담당', en: 'Own' },
  'alerts.shelve': { ko: '보류…', en: 'Shelve…' },
  'alerts.unshelve': { ko: '보류 해제', en: 'Unshelve' },
  'alerts.acknowledge.long': { ko: '{title} 경보 확인', en: 'Acknowledge {title}' },
  'alerts.own.long': { ko: '{title} 경보를 내가 담당', en: 'Take ownership of {title}' },
  'alerts.shelve.long': { ko: '{title} 경보 보류', en: 'Shelve {title}' },
  'alerts.shelve.never': { ko: 'P1 경보는 보류할 수 없습니다', en: 'A P1 is never shelved' },
  'alerts.shelve.minutes': { ko: '보류 시간', en: 'For how long' },
  'alerts.shelve.reason': { ko: '사유', en: 'Reason' },
  'alerts.shelve.send': { ko: '보류', en: 'Shelve' },
  'alerts.cancel': { ko: '취소', en: 'Cancel' },
  'alerts.state.raised': { ko: '미확인', en: 'unacknowledged' },
  'alerts.state.acknowledged': { ko: '{who} 확인', en: 'acknowledged by {who}' },
  'alerts.state.owned': { ko: '{who} 담당', en: 'owned by {who}' },
  'alerts.state.shelved': { ko: '{who} 보류 · {time} 남음', en: 'shelved by {who} · {time} left' },
  'alerts.state.resolved': { ko: '해소', en: 'resolved' },
  'alerts.state.silenced': { ko: '원인 경보에 딸려 억제됨', en: 'silenced by its cause' },
  'alerts.flapping': { ko: '반복', en: 'flapping' },
  'alerts.flapping.long': {
    ko: '원인이 나타났다 사라지기를 되풀이합니다. 잠잠해질 때까지 한 건으로 유지합니다.',
    en: 'Its cause comes and goes. It is held as one alert until that has been quiet for a while.',
  },
  'alerts.folded.cause': { ko: '딸린 경보 {n}', en: '{n} consequences' },
  'alerts.folded.family': { ko: '{n}건', en: '{n} alerts' },
  'alerts.folded.more': {
    ko: '그 밖에 {n}건은 경보 화면에서',
    en: '{n} more on the Alerts screen',
  },
  'alerts.times': { ko: '{n}회', en: '×{n}' },
  'alerts.runbook': { ko: '조치', en: 'Runbook' },
  'alerts.measured': {
    ko: '{time} 측정 {value} · 한계 {threshold}',
    en: 'at {time} measured {value} · limit {threshold}',
  },
  'alerts.measured.only': { ko: '{time} 측정 {value}', en: 'at {time} measured {value}' },
  'alerts.shelvedGroup': { ko: '보류 {n}', en: '{n} shelved' },
  'alerts.resolvedGroup': { ko: '해소 {n}', en: '{n} resolved' },
  'alerts.more': { ko: '그 밖에 P1 {n}건', en: '{n} more P1' },
  'alerts.failed': { ko: '처리되지 않음: {reason}', en: 'not done: {reason}' },
  'alerts.details': { ko: '상세', en: 'Details' },
  'banner.label': { ko: '최우선 경보', en: 'Priority 1 alert' },

  'alerts.tabs': { ko: '상태', en: 'State' },
  'alerts.tab.active': { ko: '활성', en: 'Active' },
  'alerts.tab.unseen': { ko: '미확인', en: 'Unacknowledged' },
  'alerts.tab.shelved': { ko: '보류', en: 'Shelved' },
  'alerts.tab.resolved': { ko: '해소', en: 'Resolved' },
  'alerts.filter.priorities': { ko: '우선순위', en: 'Priority' },
  'alerts.filter.rule': { ko: '규칙', en: 'Rule' },
  'alerts.filter.all': { ko: '모든 규칙', en: 'All rules' },
  'alerts.filter.clear': { ko: '조건 지우기', en: 'Clear the filter' },
  'alerts.list': { ko: '경보 목록', en: 'List of alerts' },
  'alerts.older': { ko: '더 오래된 경보 보기', en: 'Show older ones' },
  'alerts.older.pending': { ko: '불러오는 중…', en: 'Loading…' },
  'alerts.older.failed': {
    ko: '지난 경보를 불러오지 못했습니다: {reason}',
    en: 'The older alerts did not load: {reason}',
  },
  'alerts.resolve': { ko: '해소', en: 'Resolve' },
  'alerts.keys': { ko: '단축키', en: 'Keys' },
  'alerts.keys.move': { ko: '이동', en: 'move' },
  'alerts.keys.open': { ko: '상세', en: 'details' },

  'alert.choose': { ko: '왼쪽 목록에서 경보를 고르십시오', en: 'Choose an alert from the list' },
  'alert.gone': {
    ko: '이 경보는 더 이상 이 콘솔에 없습니다. 해소 목록에서 찾을 수 있습니다.',
    en: 'This alert is no longer held here. Look for it among the resolved ones.',
  },
  'alert.unlisted': {
    ko: '지금 목록에 없는 경보입니다. A·O·S·R 키는 목록에서 고른 경보에만 듣습니다.',
    en: 'Not in the list as it is filtered: the keys A, O, S and R act only on what is chosen there.',
  },
  'alert.cause': { ko: '원인', en: 'Cause' },
  'alert.door': { ko: '경로 {door}', en: 'Door {door}' },
  'alert.suggestion': { ko: '권고 명령', en: 'Suggested command' },
  'alert.suggestion.open': { ko: '양식에 채우기', en: 'Fill into the form' },
  'alert.suggestion.pause': { ko: '일시정지 버튼으로', en: 'Go to the pause button' },
  'alert.suggestion.pause.note': {
    ko: '여기서 보내지 않습니다. 그 버튼을 누르고 있어야 멈춥니다.',
    en: 'Nothing is sent from here: that button has to be held.',
  },
  'alert.suggestion.note': {
    ko: '보내지 않고 채우기만 합니다. 미리보기와 보호 절차는 그대로입니다.',
    en: 'It only fills in the form: preview and guards stay as they are.',
  },
  'alert.trail': { ko: '경과', en: 'History' },
  'alert.trail.system': { ko: '시스템', en: 'system' },
  'alert.note': { ko: '메모', en: 'Note' },
  'alert.note.hint': { ko: '교대할 사람이 알아야 할 것', en: 'What the next shift should know' },
  'alert.note.add': { ko: '메모 남기기', en: 'Add note' },
  'alert.owner': { ko: '{who}에게', en: 'for {who}' },
  'alert.since': { ko: '{time} 발생', en: 'since {time}' },
  'alert.lasted': { ko: '{time} 동안', en: 'for {time}' },
  'alert.evidence': { ko: '근거', en: 'Evidence' },
  'alert.series.none': { ko: '이 구간의 기록이 없습니다', en: 'Nothing was recorded of this stretch' },
  'alert.series.counted': { ko: '{n}초 동안', en: 'within {n} s' },
  'alert.why': { ko: '경보를 낸 까닭', en: 'Why it was raised' },

  'door.D1': { ko: '개발자 도구', en: 'developer tools' },
  'door.D2': { ko: '비행기 모드·끊긴 망', en: 'airplane mode, lost network' },
  'door.D3': { ko: '유출된 직접 링크', en: 'leaked direct link' },
  'door.D4': { ko: '조기 개시·시계 조작', en: 'early opening, clock tricks' },
  'door.D5': { ko: '대상자 판정 오류', en: 'eligibility misjudged' },
  'door.D6': { ko: '대기 후 빈 화면', en: 'blank page after the wait' },
  'door.D7': { ko: '입장권 공유·재사용', en: 'admission shared or replayed' },
  'door.D8': { ko: '한 사람, 여러 자리', en: 'one person, many places' },
})

/** In few words, where a door stands among others. */
export const doorText: Readonly<Record<Door, Phrase>> = {
  D1: { ko: 'D1 개발자 도구', en: 'D1 developer tools' },
  D2: { ko: 'D2 비행기 모드', en: 'D2 airplane mode' },
  D3: { ko: 'D3 유출 링크', en: 'D3 leaked link' },
  D4: { ko: 'D4 조기 개시', en: 'D4 early opening' },
  D5: { ko: 'D5 대상자 판정', en: 'D5 eligibility' },
  D6: { ko: 'D6 빈 화면', en: 'D6 blank page' },
  D7: { ko: 'D7 입장권 공유', en: 'D7 shared admission' },
  D8: { ko: 'D8 여러 자리', en: 'D8 many places' },
}

/** What a flood gathers alerts by. */
export const familyText = phrases({
  'family.admission': { ko: '입장', en: 'Admission' },
  'family.capacity': { ko: '용량', en: 'Capacity' },
  'family.service': { ko: '서비스', en: 'Service' },
  'family.stock': { ko: '예약분', en: 'Stock' },
  'family.fairness': { ko: '공정성', en: 'Fairness' },
  'family.time': { ko: '시각', en: 'Time' },
  'family.command': { ko: '명령', en: 'Commands' },
} satisfies Record<`family.${Family}`, Phrase>)

/** The entries of an alert's history. */
export const actText = phrases({
  'act.raised': { ko: '발생', en: 'raised' },
  'act.returned': { ko: '다시 발생', en: 'returned' },
  'act.worsened': { ko: '악화', en: 'got worse' },
  'act.silenced': { ko: '원인 경보에 딸려 억제', en: 'silenced by its cause' },
  'act.released': { ko: '억제 풀림', en: 'no longer silenced' },
  'act.flapping': { ko: '반복 상태로 유지', en: 'held as flapping' },
  'act.acknowledged': { ko: '확인', en: 'acknowledged' },
  'act.owned': { ko: '담당', en: 'took it in hand' },
  'act.shelved': { ko: '보류', en: 'shelved' },
  'act.unshelved': { ko: '보류 끝', en: 'back from the shelf' },
  'act.noted': { ko: '메모', en: 'note' },
  'act.resolved': { ko: '해소', en: 'resolved' },
} satisfies Record<`act.${AlertAct}`, Phrase>)
