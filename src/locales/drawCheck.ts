import { phrases } from './phrase.ts'
import { translatorsOf } from './translator.ts'

/** What the script of the draw page says of each thing it has checked by itself. */
const drawCheckText = phrases({
  'check.agency': {
    ko: '기관 비밀값이 미리 공개한 지문과 같습니다.',
    en: 'The agency’s secret matches the fingerprint published beforehand.',
  },
  'check.witness': {
    ko: '참관인 비밀값이 미리 공개한 지문과 같습니다.',
    en: 'The independent party’s secret matches the fingerprint published beforehand.',
  },
  'check.seed': { ko: '시드는 두 비밀값에서 나왔습니다.', en: 'The seed follows from the two secrets.' },
  'check.entry': {
    ko: '이 접수는 추첨 전에 확정된 명부에 들어 있습니다.',
    en: 'This entry is in the list that was fixed before the draw.',
  },
  'check.number': { ko: '다시 계산한 순번이 서버의 순번과 같습니다.', en: 'The recomputed number is the server’s.' },
  'check.holds': { ko: '맞음', en: 'holds' },
  'check.fails': { ko: '틀림', en: 'does NOT hold' },
  'check.failed': {
    ko: '추첨 문서를 받지 못해 확인하지 못했습니다. 잠시 뒤 다시 시도해 주세요.',
    en: 'The documents could not be fetched, so nothing was checked. Try again in a moment.',
  },
})

export const translateDrawCheck = translatorsOf(drawCheckText)
