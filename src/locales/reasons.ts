import type { Locale, Phrase } from './phrase.ts'

interface Reason extends Phrase {
  /** What the backend adds to its code, as it says it; the groups fill `{1}`. */
  readonly detail: RegExp
}

/** Reasons that say more than their code does: they stand in its place. */
const reasons: readonly Reason[] = [
  { detail: /^opensAt must lie in the future$/, ko: '개시 시각이 이미 지났습니다', en: 'That opening time has passed' },
  { detail: /^closesAt must lie after/, ko: '마감은 개시보다 뒤여야 합니다', en: 'It must close after it opens' },
  {
    detail: /^number (\d+)(?: of \S+)?$/,
    ko: '이 대상군에 {1}번 순번이 없습니다',
    en: 'no place with the number {1} in this cohort',
  },
  {
    detail: /^number (\d+) holds no place$/,
    ko: '{1}번은 이미 순번도 입장도 없습니다',
    en: 'number {1} holds no place any more',
  },
  { detail: /^it has been revoked$/, ko: '이미 무효 처리되었습니다', en: 'It has been revoked already' },
  {
    detail: /^a rate of 0 is a pause/,
    ko: '속도 0은 일시정지입니다: 일시정지 버튼을 누르고 계십시오',
    en: '0 is a pause: hold the pause button',
  },
  {
    detail: /^the slot of (\S+ \S+) has begun$/,
    ko: '{1} 접종 시각이 이미 지났습니다',
    en: 'The time {1} has passed: nobody can come to it',
  },
  {
    detail: /^the preview was of revision/,
    ko: '미리보기 뒤에 값이 바뀌었습니다. 새 결과를 보고 다시 명령해 주세요.',
    en: 'It was changed after the preview. Look at the new consequences and give it again.',
  },
  { detail: /^the intake is not paused$/, ko: '입장이 일시정지 중이 아닙니다', en: 'The intake is not paused' },
  { detail: /^cohort \S+ is open$/, ko: '이미 열린 대상군입니다', en: 'The cohort is open already' },
  { detail: /^cohort \S+ is closed$/, ko: '이미 마감된 대상군입니다', en: 'The cohort is closed already' },
  { detail: /^the command is [a-z-]+$/, ko: '이미 결정된 명령입니다', en: 'The command has been decided already' },
  {
    detail: /^the id belongs to another command/,
    ko: '같은 번호로 다른 명령이 이미 있어 실행하지 않았습니다. 새 명령으로 다시 내려 주세요.',
    en: 'Another command already has this id, so nothing was done. Give it again as a new command.',
  },
  {
    detail: /^by (-?\d+) ms$/,
    ko: '이 노드의 시계가 기준과 {1} ms 어긋나 열 수 없습니다. 시각 동기화를 확인해 주세요.',
    en: 'The clock of this node is {1} ms off the reference, so it must not open. Check the time synchronisation.',
  },
  {
    detail: /^by (\S+)$/,
    ko: '{1} 근무자가 승인하지 않아 실행하지 않았습니다. 이유를 확인한 뒤 다시 명령해 주세요.',
    en: '{1} declined this, so nothing was done. Ask why before giving it again.',
  },
]

/** What a detail of a refusal says in full; undefined where it only adds to what its code says. */
export function reasonOf(detail: string, locale: Locale): string | undefined {
  for (const reason of reasons) {
    const groups = reason.detail.exec(detail)
    if (groups) return reason[locale].replaceAll(/\{(\d)\}/g, (_, i: string) => groups[Number(i)] ?? '')
  }
  return undefined
}
