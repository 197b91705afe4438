import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, NoCsv, readTable, writeTable } from '../../../src/backend/planning/csv.ts'

/** '접종센터' as Korean Excel saves it under "CSV". */
const cp949 = Uint8Array.from([0xc1, 0xa2, 0xc1, 0xbe, 0xbc, 0xbe, 0xc5, 0xcd])

describe('a text', () => {
  test('is read in UTF-8, with and without its mark, and in CP949', () => {
    expect(decodeText(Buffer.from('접종센터'))).toBe('접종센터')
    expect(decodeText(Buffer.from('\u{feff}접종센터'))).toBe('접종센터')
    expect(decodeText(cp949)).toBe('접종센터')
  })

  test('is refused in anything else', () => {
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x00, 0xc8]))).toBeUndefined()
    expect(decodeText(Uint8Array.from([0x80, 0x81, 0xff]))).toBeUndefined()
  })
})

describe('a table', () => {
  test('counts its rows as a spreadsheet does', () => {
    const { header, rows } = readTable('id,name\r\na,"one\nof two lines"\r\n,\r\n\r\n b , "x, y" \r\n')
    expect(header).toEqual(['id', 'name'])
    expect(rows).toEqual([
      { row: 2, cells: ['a', 'one\nof two lines'] },
      { row: 5, cells: ['b', 'x, y'] },
    ])
  })

  test('says where it breaks', () => {
    expect(() => readTable('id\na\n"b')).toThrow(NoCsv)
  })

  test('is read as it was written, whatever stands in it', () => {
    const cell = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('k'), cell, cell), { maxLength: 20 }), rows => {
        const text = writeTable(['a', 'b', 'c'], rows)
        expect(readTable(text).rows.map(({ cells }) => cells)).toEqual(rows)
        expect(decodeText(Buffer.from(text))).toBe(text.slice(1))
      }),
    )
  })
})
