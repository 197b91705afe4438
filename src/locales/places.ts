import type { Locale, Phrase } from './phrase.ts'

/** Names that a launch plan gives as identifiers: regions and vaccines. One that is not here is shown as it stands. */
const regions: Readonly<Record<string, Phrase>> = {
  seoul: { ko: '서울', en: 'Seoul' },
  busan: { ko: '부산', en: 'Busan' },
  daegu: { ko: '대구', en: 'Daegu' },
  incheon: { ko: '인천', en: 'Incheon' },
  gwangju: { ko: '광주', en: 'Gwangju' },
  daejeon: { ko: '대전', en: 'Daejeon' },
  ulsan: { ko: '울산', en: 'Ulsan' },
  sejong: { ko: '세종', en: 'Sejong' },
  gyeonggi: { ko: '경기', en: 'Gyeonggi' },
  gangwon: { ko: '강원', en: 'Gangwon' },
  chungbuk: { ko: '충북', en: 'Chungbuk' },
  chungnam: { ko: '충남', en: 'Chungnam' },
  jeonbuk: { ko: '전북', en: 'Jeonbuk' },
  jeonnam: { ko: '전남', en: 'Jeonnam' },
  gyeongbuk: { ko: '경북', en: 'Gyeongbuk' },
  gyeongnam: { ko: '경남', en: 'Gyeongnam' },
  jeju: { ko: '제주', en: 'Jeju' },
}

const vaccines: Readonly<Record<string, Phrase>> = {
  moderna: { ko: '모더나', en: 'Moderna' },
  pfizer: { ko: '화이자', en: 'Pfizer' },
  astrazeneca: { ko: '아스트라제네카', en: 'AstraZeneca' },
  janssen: { ko: '얀센', en: 'Janssen' },
  novavax: { ko: '노바백스', en: 'Novavax' },
}

export const regionName = (region: string, locale: Locale): string => regions[region.toLowerCase()]?.[locale] ?? region
export const vaccineName = (id: string, locale: Locale): string => vaccines[id.toLowerCase()]?.[locale] ?? id
