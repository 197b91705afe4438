import { phrases } from './phrase.ts'

/** The command palette: its entries, and further words that lead to them besides their names. */
export const paletteText = phrases({
  'palette.title': { ko: '명령 팔레트', en: 'Command palette' },
  'palette.find': { ko: '찾기', en: 'Find' },
  'palette.search': { ko: '화면, 명령, 경보, 설정 찾기', en: 'Find a screen, command, alert or setting' },
  'palette.found': { ko: '{n}건', en: '{n} found' },
  'palette.none': { ko: '맞는 항목이 없습니다', en: 'Nothing matches' },
  'palette.barred': { ko: '{label}: {reason}', en: '{label}: {reason}' },

  'palette.go': { ko: '이동', en: 'Go to' },
  'palette.commands': { ko: '명령', en: 'Commands' },
  'palette.commands.all': { ko: '일시정지, 속도, 대상군…', en: 'Pause, rate, cohort…' },
  'palette.alerts': { ko: '경보', en: 'Alerts' },
  'palette.alerts.some': { ko: '경보 {all}건 중 급한 {n}건', en: 'Alerts, the {n} most urgent of {all}' },
  'palette.settings': { ko: '설정', en: 'Settings' },

  'palette.pause': { ko: '일시정지 버튼으로 이동', en: 'Go to the pause button' },
  'palette.locale.ko': { ko: '한국어로 바꾸기', en: 'Switch to 한국어' },
  'palette.locale.en': { ko: 'English로 바꾸기', en: 'Switch to English' },
  'palette.theme.dark': { ko: '어두운 화면으로 바꾸기', en: 'Switch to the dark theme' },
  'palette.theme.light': { ko: '밝은 화면으로 바꾸기', en: 'Switch to the light theme' },
  'palette.sound.on': { ko: '경보음 켜기', en: 'Turn the alarm sound on' },
  'palette.sound.off': { ko: '경보음 끄기', en: 'Turn the alarm sound off' },

  'palette.keys': { ko: '팔레트 단축키', en: 'Keys of the palette' },
  'palette.keys.move': { ko: '이동', en: 'move' },
  'palette.keys.open': { ko: '열기', en: 'open' },
  'palette.keys.close': { ko: '닫기', en: 'close' },
  'palette.keys.pause': { ko: '길게: 입장 일시정지', en: 'held: pause intake' },

  'palette.terms.screen': { ko: '화면', en: 'screen view' },
  'palette.terms.alert': { ko: '경보 경고', en: 'alert alarm' },
  'palette.terms.pause': { ko: '멈춤 정지 중지 중단', en: 'stop halt' },
  'palette.terms.rate': { ko: '입장률 증속 감속 높이기 낮추기', en: 'speed raise lower throttle' },
  'palette.terms.cohort': { ko: '연령 열기 개시 마감 일정', en: 'age group open close schedule' },
  'palette.terms.capacity': { ko: '좌석 작업자 증설', en: 'seats workers scale' },
  'palette.terms.slots': { ko: '백신 물량 접종 기관', en: 'doses vaccine site stock' },
  'palette.terms.safety-net': { ko: '제한 보호', en: 'automatic limit protection' },
  'palette.terms.revoke': { ko: '취소 차단 부정', en: 'cancel ban remove' },
  'palette.terms.resume': { ko: '다시 시작 해제', en: 'restart unpause continue' },
  'palette.terms.history': { ko: '기록 내역', en: 'history log' },
  'palette.terms.settings': { ko: '설정', en: 'settings preferences' },
})
