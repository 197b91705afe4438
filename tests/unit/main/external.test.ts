import { describe, expect, it, vi } from 'vitest'
import { openExternal } from '../../../src/main/external.ts'

describe('openExternal', () => {
  it.each([
    'http://ncvr.kdca.go.kr/',
    'https://ncvr.kdca.go.kr.evil.example/',
    'https://evil.example/?https://ncvr.kdca.go.kr/',
    'https://evil.example/#ncvr.kdca.go.kr',
    'https://ncvr.kdca.go.kr@evil.example/',
    'https://user:secret@ncvr.kdca.go.kr/',
    'https://ncvr.kdca.go.kr:8443/',
    'https://kdca.go.kr/',
    'https://xn--ncvr-kdca.go.kr/',
    'https://ncvr\u3002evil.example/',
    'https:\\\\evil.example\\ncvr.kdca.go.kr',
    'https://ncvr.kdca.go.kr\\@evil.example/',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'file://ncvr.kdca.go.kr/share',
    'smb://ncvr.kdca.go.kr/share',
    'ms-msdt:/id PCWDiagnostic',
    'vbscript:msgbox(1)',
    'app://console/index.html',
    'blob:https://ncvr.kdca.go.kr/1',
    'view-source:https://ncvr.kdca.go.kr/',
    ' https://ncvr.kdca.go.kr/\n',
    'https://ncvr.kdca.go.kr/\u0000',
    '//ncvr.kdca.go.kr/',
    'ncvr.kdca.go.kr',
    '',
    `https://ncvr.kdca.go.kr/${'a'.repeat(3000)}`,
    undefined,
    null,
    42,
    { toString: () => 'https://ncvr.kdca.go.kr/' },
    ['https://ncvr.kdca.go.kr/'],
  ])('does not open %j', value => {
    const open = vi.fn<(url: string) => void>()
    expect(openExternal(value, open)).toBe(false)
    expect(open).not.toHaveBeenCalled()
  })

  it.each([
    ['https://ncvr.kdca.go.kr/', 'https://ncvr.kdca.go.kr/'],
    ['https://NCVR.kdca.go.kr/notice?no=1', 'https://ncvr.kdca.go.kr/notice?no=1'],
    ['https://www.kdca.go.kr/a/../b', 'https://www.kdca.go.kr/b'],
  ])('opens %j as it was judged', (value, opened) => {
    const open = vi.fn<(url: string) => void>()
    expect(openExternal(value, open)).toBe(true)
    expect(open.mock.calls).toEqual([[opened]])
  })
})
