import { randomFillSync } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U, so that a code survives being read out over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`)

// One system call for a thousand codes.
const pool = new Uint8Array(LENGTH * 1024)
let used = pool.length

/** A new booking code, 60 random bits: 'K7Q2M9XRT4WB' (shown with hyphens by `showCode`). */
export function newCode(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  let code = ''
  for (let i = 0; i < LENGTH; i++) {
    code += ALPHABET.charAt((pool[used] ?? 0) & 31)
    // A used byte is wiped: a code must not be recoverable from the process's memory.
    pool[used++] = 0
  }
  return code
}

/** 'K7Q2-M9XR-T4WB' */
export function showCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
}

/** What a person typed, any case, with or without hyphens and blanks, O for 0, I or L for 1; undefined when no code. */
export function readCode(typed: string): string | undefined {
  if (typed.length > 40) return undefined
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return CODE.test(code) ? code : undefined
}
