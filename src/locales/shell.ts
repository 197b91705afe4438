import { phrases } from './phrase.ts'

/** The desktop shell: its menu, and what it says when one of its processes had to be started again. */
export const shellText = phrases({
  'menu.file': { ko: '파일', en: 'File' },
  'menu.quit': { ko: 'Sluice 종료', en: 'Quit Sluice' },
  'menu.edit': { ko: '편집', en: 'Edit' },
  'menu.undo': { ko: '실행 취소', en: 'Undo' },
  'menu.redo': { ko: '다시 실행', en: 'Redo' },
  'menu.cut': { ko: '잘라내기', en: 'Cut' },
  'menu.copy': { ko: '복사', en: 'Copy' },
  'menu.paste': { ko: '붙여넣기', en: 'Paste' },
  'menu.selectAll': { ko: '모두 선택', en: 'Select all' },
  'menu.view': { ko: '보기', en: 'View' },
  'menu.reload': { ko: '화면 다시 열기', en: 'Reload' },
  'menu.resetZoom': { ko: '실제 크기', en: 'Actual size' },
  'menu.zoomIn': { ko: '확대', en: 'Zoom in' },
  'menu.zoomOut': { ko: '축소', en: 'Zoom out' },
  'menu.fullscreen': { ko: '전체 화면', en: 'Full screen' },
  'menu.window': { ko: '창', en: 'Window' },
  'menu.minimize': { ko: '최소화', en: 'Minimize' },
  'menu.close': { ko: '창 닫기', en: 'Close window' },

  'notice.core.title': { ko: '콘솔 코어를 다시 시작했습니다', en: 'The console core was started again' },
  'notice.core.body': {
    ko: '종료 코드 {code}. 백엔드와 시민에게는 영향이 없으며, 놓친 자료는 다시 받습니다.',
    en: 'It ended with code {code}. Backend and citizens are not affected; what was missed is fetched again.',
  },
  'notice.page.title': { ko: '화면을 다시 열었습니다', en: 'The page was opened again' },
  'notice.page.body': {
    ko: '원인: {reason}. 백엔드와의 연결은 유지되었습니다.',
    en: 'Cause: {reason}. The connection to the backend was kept.',
  },
})
