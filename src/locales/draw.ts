/** Stands beside a draw whose second secret came from nobody independent. */
export const standInNotice = {
  ko: '이 추첨에는 독립된 제3자가 참여하지 않았습니다. 훈련을 위해 시스템이 그 역할을 대신했습니다.',
  en: 'No independent party took part in this draw. For a drill, the system stood in for one.',
} as const

/** How to recompute a draw from its document, exactly; what `rules/permutation.ts` and `rules/merkle.ts` do. */
export const drawSteps = [
  {
    ko: '해시는 모두 SHA-256입니다. 비밀값·시드·해시는 16진수로 적혀 있으며, 계산에는 원래 바이트를 씁니다. ‖는 이어 붙이기입니다.',
    en: 'Every hash is SHA-256. Secrets, seed and hashes are written in hexadecimal and used as raw bytes; ‖ joins bytes.',
  },
  {
    ko: '약속 확인: SHA-256(agency.secret) = agency.commitment, SHA-256(witness.secret) = witness.commitment.',
    en: 'Check the commitments: SHA-256(agency.secret) = agency.commitment, SHA-256(witness.secret) = witness.commitment.',
  },
  {
    ko: '시드 = SHA-256(agency.secret ‖ witness.secret).',
    en: 'seed = SHA-256(agency.secret ‖ witness.secret).',
  },
  {
    ko: 'h는 4^h ≥ n인 가장 작은 정수(1 이상)입니다.',
    en: 'h is the smallest integer ≥ 1 with 4^h ≥ n.',
  },
  {
    ko: 'F(r, x) = SHA-256(seed ‖ r ‖ x)의 첫 두 바이트(빅 엔디언)를 2^h로 나눈 나머지. r은 1바이트, x는 4바이트 빅 엔디언입니다.',
    en: 'F(r, x) = the first two bytes, big-endian, of SHA-256(seed ‖ r ‖ x), modulo 2^h; r is one byte, x four bytes big-endian.',
  },
  {
    ko: '한 번의 변환: 값을 L = 값 ÷ 2^h의 몫, R = 나머지로 나누고, r = 0…7에 대해 (L, R) ← (R, L xor F(r, R)). 새 값 = L × 2^h + R.',
    en: 'One pass: split the value into L = value div 2^h and R = value mod 2^h; for r = 0…7, (L, R) ← (R, L xor F(r, R)); the new value is L × 2^h + R.',
  },
  {
    ko: '번호: index − 1을 한 번 변환하고, 결과가 n 이상이면 n보다 작아질 때까지 다시 변환합니다. 번호 = 결과 + 1. index가 n보다 크면(추첨 뒤 도착) 번호 = index.',
    en: 'The number: pass index − 1 once, and again as long as the value is ≥ n; number = value + 1. An index above n came after the draw and keeps it: number = index.',
  },
  {
    ko: '참가 확인: leaf(16바이트)는 대기표에 적힌 본인의 해시(p)입니다. 잎 = SHA-256(00 ‖ leaf), 마디 = SHA-256(01 ‖ 왼쪽 ‖ 오른쪽). proof의 해시를 아래에서부터 차례로 합치면 root가 됩니다(RFC 6962; 짝이 없는 마디는 그대로 올라갑니다).',
    en: 'The entry: leaf (16 bytes) is your own hash, the p of your ticket. A leaf hashes as SHA-256(00 ‖ leaf), a node as SHA-256(01 ‖ left ‖ right); joined with the hashes of proof from the bottom up it gives root (RFC 6962; a node without a sibling is carried up as it is).',
  },
] as const
