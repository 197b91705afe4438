/** Stands with every assertion of the development registry. */
export const registryNotice = {
  ko: '훈련용 가상 인물입니다. 실제 사람의 본인 확인이 아닙니다.',
  en: 'A synthetic person for a drill. This is no proof of anybody’s identity.',
} as const
