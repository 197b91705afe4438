import { phrases } from './phrase.ts'

/** The launch plan as files: what is wrong with them, where, and what was expected. */
export const planningText = phrases({
  'plan.at.file': { ko: '{file}', en: '{file}' },
  'plan.at.row': { ko: '{file} {row}행', en: '{file} row {row}' },
  'plan.at.column': { ko: '{file} {column}', en: '{file} {column}' },
  'plan.at.cell': { ko: '{file} {row}행 {column}', en: '{file} row {row}, {column}' },
  'plan.expected': { ko: '필요한 값: {what}', en: 'expected: {what}' },

  'plan.problem.unreadable': { ko: '파일을 읽을 수 없습니다', en: 'cannot be read' },
  'plan.problem.encoding': {
    ko: 'UTF-8도 CP949(EUC-KR)도 아닌 파일입니다',
    en: 'is neither UTF-8 nor CP949 (EUC-KR)',
  },
  'plan.problem.not-json': { ko: 'JSON이 아닙니다', en: 'is no JSON' },
  'plan.problem.not-csv': { ko: '여기부터 CSV로 읽을 수 없습니다', en: 'is no CSV from here on' },
  'plan.problem.table-unknown': {
    ko: '머리글이 계획의 어느 표와도 맞지 않습니다',
    en: 'has the columns of no table of a plan',
  },
  'plan.problem.table-twice': { ko: '같은 표가 두 번 있습니다: {given}', en: 'is a second table of {given}' },
  'plan.problem.table-missing': { ko: '표가 없습니다: {given}', en: 'there is no table of {given}' },
  'plan.problem.column-missing': { ko: '열이 없습니다', en: 'the column is missing' },
  'plan.problem.column-unknown': { ko: '모르는 열입니다', en: 'is no column of this table' },
  'plan.problem.one-row': { ko: '행이 하나여야 합니다', en: 'has to be one row' },
  'plan.problem.empty': { ko: '비어 있습니다', en: 'is empty' },
  'plan.problem.value': { ko: '쓸 수 없는 값: "{given}"', en: 'cannot be "{given}"' },
  'plan.problem.field': { ko: '형식이 맞지 않습니다: {given}', en: 'is not as it should be: {given}' },
  'plan.problem.twice': { ko: '이미 있는 값입니다: {given}', en: 'stands there already: {given}' },
  'plan.problem.no-site': { ko: '접종 장소 표에 없습니다: {given}', en: 'is no site of the plan: {given}' },
  'plan.problem.order': { ko: '앞뒤가 맞지 않습니다: {given}', en: 'is out of order: {given}' },
  'plan.problem.no-rows': { ko: '행이 하나도 없습니다', en: 'has no rows' },

  'plan.problem.begun': {
    ko: '이미 줄을 서기 시작했거나 열린 대상군이라 바꿀 수 없습니다: {given}',
    en: 'people stand in line or it is open, so it cannot be changed: {given}',
  },
  'plan.problem.past': { ko: '여는 시각이 지났습니다: {given}', en: 'would open in the past: {given}' },
  'plan.problem.renamed': {
    ko: '이미 있는 접종 장소의 이름과 지역은 바꿀 수 없습니다: {given}',
    en: 'is a site that is there already, under another name or in another region: {given}',
  },
  'plan.problem.fewer': {
    ko: '이미 내놓은 {given}회분보다 적게 할 수 없습니다',
    en: 'cannot be fewer than the {given} that are on sale already',
  },
  'plan.problem.other-launch': {
    ko: '접속한 백엔드의 계획이 아닙니다: {given}',
    en: 'is not the launch of this backend: {given}',
  },

  'plan.expects.id': {
    ko: '영문·숫자로 시작하고 영문·숫자·점·밑줄·붙임표만, 64자까지',
    en: 'letters, digits, dots, underscores and hyphens, first a letter or digit, at most 64',
  },
  'plan.expects.name': { ko: '1자에서 80자까지', en: '1 to 80 characters' },
  'plan.expects.text': { ko: '글자', en: 'some text' },
  'plan.expects.mode': { ko: 'LIVE 또는 DRILL', en: 'LIVE or DRILL' },
  'plan.expects.date': { ko: '달력에 있는 날짜 YYYY-MM-DD', en: 'a date of the calendar, YYYY-MM-DD' },
  'plan.expects.instant': { ko: '한국 시각 YYYY-MM-DD HH:MM', en: 'Korean time, YYYY-MM-DD HH:MM' },
  'plan.expects.time': { ko: '시각 HH:MM', en: 'a time of day, HH:MM' },
  'plan.expects.rate': { ko: '초당 0에서 100000까지의 수', en: 'a number from 0 to 100000 a second' },
  'plan.expects.weight': { ko: '0보다 크고 1000까지의 수', en: 'a number above 0, up to 1000' },
  'plan.expects.budget': { ko: '0보다 큰 수', en: 'a number above 0' },
  'plan.expects.seats': { ko: '0에서 1000000까지의 정수', en: 'a whole number from 0 to 1000000' },
  'plan.expects.doses': { ko: '1에서 100000까지의 정수', en: 'a whole number from 1 to 100000' },
  'plan.expects.seconds': { ko: '1 이상의 초', en: 'seconds, at least 1' },
  'plan.expects.born-order': { ko: 'born_to는 born_from보다 앞설 수 없음', en: 'born_to not before born_from' },
  'plan.expects.time-order': {
    ko: 'prequeue_at ≤ opens_at < closes_at',
    en: 'prequeue_at ≤ opens_at < closes_at',
  },
  'plan.expects.csv-utf8': {
    ko: '엑셀에서 "CSV UTF-8"이나 "CSV"로 저장한 파일',
    en: 'a file saved as "CSV UTF-8" or "CSV" by a spreadsheet',
  },

  'plan.sound': {
    ko: '이상 없음: 대상군 {cohorts} · 접종 장소 {sites} · 예약분 {slots}개 시간대, {doses}회분 · 작업자 {workers}, {seats}석 · 초당 {rate}',
    en: 'sound: {cohorts} cohorts · {sites} sites · {slots} slots with {doses} doses · {workers} workers with {seats} seats · {rate}/s',
  },
  'plan.note.rate': {
    ko: '알아 둘 것: 초당 {rate}은 {seats}석이 받을 수 있는 초당 {most}(좌석당 {leaseSeconds}초로 볼 때)에 비해 높습니다. 초당 {alone}을 넘는 속도는 일시 중지 뒤 다시 열 때 두 번째 계정의 승인이 필요합니다.',
    en: 'note: {rate}/s is high for {seats} seats, which take {most}/s at {leaseSeconds} s each. Above {alone}/s a resumption after a pause needs a second account.',
  },
  'plan.note.over': {
    ko: '알아 둘 것: {cohort}은(는) {at}에 이미 끝나, 아무도 줄을 설 수 없습니다',
    en: 'note: {cohort} ended at {at} KST; nobody will be able to join it',
  },
  'plan.note.begun': {
    ko: '알아 둘 것: 예약분 {slots}개 시간대, {doses}회분은 이미 지나, 아무도 예약할 수 없습니다',
    en: 'note: {slots} slots with {doses} doses have begun; nobody can book them',
  },
  'plan.changes': {
    ko: '바뀌는 것: 대상군 {cohorts} · 접종 장소 {sites} · 시간대 {slots}. 속도·작업자·좌석 시간은 콘솔에서 바꿉니다.',
    en: 'to change: {cohorts} cohorts · {sites} sites · {slots} slots. Rate, workers and leases are left to the console.',
  },
  'plan.same': { ko: '바꿀 것이 없습니다', en: 'nothing is to be changed' },
  'plan.given': { ko: '{part}/{parts} 반영됨 · 명령 #{number}', en: '{part}/{parts} done · command #{number}' },
  'plan.awaits': {
    ko: '{part}/{parts} 예정보다 일찍 열게 되어 다른 계정의 승인이 필요합니다. 승인된 뒤 다시 실행해 주세요.',
    en: '{part}/{parts} opens earlier than planned and awaits the approval of another account. Run this again afterwards.',
  },
  'plan.unsound': { ko: '문제 {n}건. 아무것도 바꾸지 않았습니다.', en: '{n} problems. Nothing was changed.' },
  'plan.more': { ko: '그 밖에 {n}건', en: 'and {n} more' },
  'plan.imported': { ko: '{dir}에 계획을 넣었습니다', en: 'the plan stands in {dir}' },
})
