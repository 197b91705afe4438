import type { ErrorCode } from '../protocol/errors.ts'

interface Words {
  readonly ko: string
  readonly en: string
}

/** What a person reads when refused: what happened, and what to do next. One entry for each code of `protocol/errors.ts`. */
export const refusals = {
  'bad-request': {
    ko: '요청 형식이 올바르지 않습니다. 화면을 새로 고친 뒤 다시 시도해 주세요.',
    en: 'The request was not in the expected form. Reload the page and try again.',
  },
  'too-large': {
    ko: '요청이 너무 큽니다. 화면을 새로 고친 뒤 다시 시도해 주세요.',
    en: 'The request was too large. Reload the page and try again.',
  },
  'unsupported-media': {
    ko: '요청은 JSON 형식이어야 합니다. 화면을 새로 고친 뒤 다시 시도해 주세요.',
    en: 'The request must be JSON. Reload the page and try again.',
  },
  'not-found': {
    ko: '찾으시는 주소가 없습니다. 예약 첫 화면에서 다시 시작해 주세요.',
    en: 'There is nothing at this address. Start again from the first page.',
  },
  'method-not-allowed': {
    ko: '이 주소에서는 할 수 없는 요청입니다. 예약 첫 화면에서 다시 시작해 주세요.',
    en: 'This address does not take such a request. Start again from the first page.',
  },
  'cross-site': {
    ko: '다른 누리집에서 보낸 요청이어서 처리하지 않았습니다. 예약 화면에서 직접 다시 눌러 주세요.',
    en: 'The request came from another website, so nothing was done. Press the button again on the booking pages themselves.',
  },
  'too-many-requests': {
    ko: '짧은 시간에 요청이 너무 많았습니다. 순번은 그대로이니 잠시 뒤 다시 시도해 주세요.',
    en: 'There were too many requests in a short time. Your place is kept; try again in a moment.',
  },
  unavailable: {
    ko: '지금은 처리하지 못했고 바뀐 것은 없습니다. 잠시 뒤 다시 시도해 주세요.',
    en: 'This could not be done just now, and nothing was changed. Try again in a moment.',
  },
  internal: {
    ko: '서버에서 오류가 났습니다. 순번과 예약은 그대로입니다. 잠시 뒤 다시 시도해 주세요.',
    en: 'Something went wrong on our side. Your place and your booking are kept; try again in a moment.',
  },
  'identity-missing': {
    ko: '본인 확인이 필요합니다. 본인 인증을 마친 뒤 다시 시도해 주세요.',
    en: 'Your identity has not been confirmed yet. Confirm it, then try again.',
  },
  'identity-invalid': {
    ko: '본인 확인 정보를 인정할 수 없습니다. 본인 인증을 다시 받아 주세요.',
    en: 'The proof of identity could not be accepted. Confirm your identity again.',
  },
  'identity-expired': {
    ko: '본인 확인 시간이 지났습니다. 본인 인증을 다시 받아 주세요.',
    en: 'The proof of identity has expired. Confirm your identity again.',
  },
  'identity-replayed': {
    ko: '이 본인 확인은 다른 기기에서 이미 쓰였습니다. 이 기기에서 본인 인증을 다시 받으면 같은 순번을 이어서 쓸 수 있습니다.',
    en: 'This proof of identity was already used on another device. Confirm your identity on this one to go on with the same place.',
  },
  'not-eligible': {
    ko: '생년월일이 이번 예약 대상에 들지 않습니다. 예약 대상과 날짜를 확인해 주세요.',
    en: 'The date of birth is not within this group. Check which group may book, and when.',
  },
  'cohort-unknown': {
    ko: '그런 예약 대상군이 없습니다. 예약 첫 화면에서 대상을 골라 주세요.',
    en: 'There is no such group. Choose one on the first page.',
  },
  'cohort-not-open': {
    ko: '아직 시작 전입니다. 안내된 시각부터 대기할 수 있으며, 먼저 들어와도 유리하지 않습니다.',
    en: 'This has not opened yet. You can join from the announced time; coming earlier gains nothing.',
  },
  'cohort-closed': {
    ko: '이 대상군의 예약은 끝났습니다. 다음 예약 일정을 확인해 주세요.',
    en: 'Booking for this group has ended. Look up the next date.',
  },
  'sold-out': {
    ko: '남은 예약이 없거나, 이미 기다리는 분만으로 모두 찹니다. 이미 받은 순번은 그대로입니다. 처음이시면 다음 예약 일정을 확인해 주세요.',
    en: 'No appointment is left, or those who wait already will take them all. A place that you hold is kept. If you have none, look up the next date.',
  },
  'joining-barred': {
    ko: '운영 기관이 이 분 또는 이 기기로 줄을 서는 것을 막았습니다. 이미 하신 예약은 그대로입니다. 잘못된 것 같으면 예약 상담 전화로 문의해 주세요.',
    en: 'The agency has barred this person, or this device, from joining. Bookings you have made stand. If you think that this is wrong, call the booking helpline.',
  },
  'ticket-missing': {
    ko: '대기 순번이 없습니다. 대기 화면에서 먼저 줄을 서 주세요.',
    en: 'There is no place in the line yet. Join it on the waiting page first.',
  },
  'ticket-invalid': {
    ko: '대기 순번표를 인정할 수 없습니다. 대기 화면에서 본인 인증을 하면 원래 순번을 돌려받습니다.',
    en: 'The ticket could not be accepted. Confirm your identity on the waiting page to get your place back.',
  },
  'ticket-superseded': {
    ko: '다른 기기에서 같은 순번을 이어받았습니다. 그 기기에서 계속하거나, 여기서 본인 인증을 다시 해 주세요.',
    en: 'Your place has moved to another device. Go on there, or confirm your identity here to take it back.',
  },
  'wrong-client': {
    ko: '이 순번은 다른 기기에서 받은 것입니다. 그 기기에서 계속하거나, 여기서 본인 인증을 다시 해 주세요.',
    en: 'This place was given to another device. Go on there, or confirm your identity here to move it.',
  },
  'not-called': {
    ko: '아직 차례가 아닙니다. 화면을 열어 두시면 차례가 될 때 알려 드립니다.',
    en: 'It is not your turn yet. Keep the page open: it tells you when it is.',
  },
  'already-booked': {
    ko: '이미 예약되어 있습니다. 바꾸시려면 예약 번호로 조회해 취소한 뒤 다시 줄을 서야 하며, 그때는 맨 뒤에 섭니다.',
    en: 'There is a booking already. To change it, cancel it by its code and join the line again, at the end.',
  },
  'lease-over': {
    ko: '이 차례는 끝났습니다. 예약 시간이 지났거나, 이미 예약에 썼거나, 자리를 내놓으셨습니다. 다시 줄을 설 수 있으며, 그때는 맨 뒤에 섭니다.',
    en: 'This turn is over: its time has ended, it was used for a booking, or the place was given up. You can join the line again, at the end.',
  },
  'admission-missing': {
    ko: '예약 화면은 대기 순서를 거쳐야 열립니다. 대기 화면에서 줄을 서 주세요.',
    en: 'Booking opens only to those who have waited. Join the line on the waiting page.',
  },
  'admission-invalid': {
    ko: '입장 확인을 인정할 수 없습니다. 대기 화면으로 돌아가면 순번이 그대로 있습니다.',
    en: 'The admission could not be accepted. Go back to the waiting page: your place is still there.',
  },
  'not-admitted': {
    ko: '아직 입장하지 않았습니다. 순번은 그대로이니 대기 화면으로 돌아가 차례를 기다려 주세요.',
    en: 'You have not been let in yet. Your place is kept: go back to the waiting page and wait for your turn.',
  },
  'admission-expired': {
    ko: '예약 시간이 끝나 자리가 다음 분께 넘어갔습니다. 다시 줄을 설 수 있으며, 그때는 맨 뒤에 섭니다.',
    en: 'The time for booking has ended, and the seat has gone to the next person. You can join the line again, at the end.',
  },
  'admission-revoked': {
    ko: '운영 기관이 이 순번과 입장을 거두었습니다. 이미 하신 예약은 그대로입니다. 다시 줄을 서면 맨 뒤에 서게 되며, 잘못된 것 같으면 예약 상담 전화로 문의해 주세요.',
    en: 'The agency has withdrawn this place. Bookings you have made stand. You may join the line again, at the end; if you think that this is wrong, call the booking helpline.',
  },
  'slot-unknown': {
    ko: '그런 예약 시간이 없거나 이미 지났습니다. 목록에서 다시 골라 주세요.',
    en: 'There is no such appointment, or its time has come. Choose one from the list again.',
  },
  'slot-full': {
    ko: '고르신 시간이 방금 모두 찼습니다. 입장은 유지되니 다른 시간이나 장소를 골라 주세요.',
    en: 'That time has just filled up. You are still admitted: choose another time or place.',
  },
  'not-yours': {
    ko: '줄을 설 때 함께 적은 분만 예약할 수 있습니다. 대상자를 다시 골라 주세요.',
    en: 'You can book only for those named when joining. Choose the person again.',
  },
  'booking-unknown': {
    ko: '그 번호의 예약이 없습니다. 예약 번호 열두 자리를 다시 확인해 주세요.',
    en: 'There is no booking under that code. Check its twelve characters again.',
  },
  'frame-invalid': {
    ko: '백엔드가 메시지를 이해하지 못했고 실행된 것은 없습니다. 콘솔과 백엔드의 버전을 확인해 주세요.',
    en: 'The backend could not read the message, and nothing was done. Check the versions of console and backend.',
  },
  'frame-too-large': {
    ko: '메시지가 너무 커서 실행되지 않았습니다. 나누어 다시 보내 주세요.',
    en: 'The message was too large, and nothing was done. Send it in parts.',
  },
  'message-unknown': {
    ko: '백엔드가 모르는 메시지입니다. 콘솔과 백엔드의 버전을 확인해 주세요.',
    en: 'The backend does not know this message. Check the versions of console and backend.',
  },
  'version-unsupported': {
    ko: '콘솔과 백엔드의 프로토콜 버전이 다릅니다. 콘솔을 같은 버전으로 바꿔 주세요.',
    en: 'Console and backend speak different versions. Install the matching console.',
  },
  'hello-expected': {
    ko: '인증 전에 보낸 요청입니다. 콘솔을 다시 연결해 주세요.',
    en: 'The request came before signing in. Connect the console again.',
  },
  'token-invalid': {
    ko: '접속 토큰이 맞지 않습니다. 담당자에게 토큰을 받아 다시 연결해 주세요.',
    en: 'The access token was not accepted. Get the right one and connect again.',
  },
  'role-insufficient': {
    ko: '이 역할로는 할 수 없는 명령입니다. 권한이 있는 근무자에게 요청해 주세요.',
    en: 'Your role may not give this command. Ask somebody on shift who may.',
  },
  'revision-stale': {
    ko: '보시는 동안 값이 바뀌어 실행하지 않았습니다. 새 값을 확인하고 다시 명령해 주세요.',
    en: 'This changed while you were looking, so nothing was done. Check the new value and give the command again.',
  },
  'resource-unknown': {
    ko: '명령의 대상이 없습니다. 목록을 새로 확인하고 다시 골라 주세요.',
    en: 'What the command is about does not exist. Look at the list again and choose.',
  },
  'command-conflict': {
    ko: '지금 상태에서는 할 수 없는 명령이라 실행하지 않았습니다. 현재 상태를 보고 새로 명령해 주세요.',
    en: 'This is not possible as things stand, so nothing was done. Look at the situation and give a new command.',
  },
  'alert-over': {
    ko: '이미 해소된 경보입니다.',
    en: 'The alert has been resolved already.',
  },
  'alert-stands': {
    ko: '원인이 아직 계측되고 있어 손으로 해소할 수 없습니다. 원인이 사라지면 저절로 해소됩니다.',
    en: 'Its cause is still being measured, so it cannot be resolved by hand. It resolves by itself once that is gone.',
  },
  'shelving-refused': {
    ko: 'P1은 보류할 수 없고, P2는 15분, P3는 60분까지 보류할 수 있습니다. 보류하지 않은 경보는 보류 해제할 수 없습니다.',
    en: 'A P1 is never shelved, a P2 for up to 15 minutes, a P3 for up to 60; and only what is shelved comes back.',
  },
  'approval-expired': {
    ko: '승인 시간이 지나 실행하지 않았습니다. 현재 상황을 보고 다시 명령해 주세요.',
    en: 'The approval came too late, and nothing was done. Look at the situation and give the command again.',
  },
  'approval-self': {
    ko: '자기 명령은 스스로 승인할 수 없습니다. 다른 근무자에게 승인을 요청해 주세요.',
    en: 'Nobody approves their own command. Ask another person on shift.',
  },
  'approval-declined': {
    ko: '다른 근무자가 승인하지 않아 실행하지 않았습니다. 이유를 확인한 뒤 다시 명령해 주세요.',
    en: 'Another person on shift declined this, so nothing was done. Ask why before giving it again.',
  },
  'approval-unknown': {
    ko: '승인을 기다리는 그런 명령이 없습니다. 명령 목록을 확인해 주세요.',
    en: 'No such command awaits approval. Look at the list of commands.',
  },
  'preview-expired': {
    ko: '미리보기가 오래되었거나 이 명령의 것이 아니어서 실행하지 않았습니다. 새 미리보기를 보고 다시 명령해 주세요.',
    en: 'The preview was too old or not of this command, and nothing was done. Look at a new one and give the command again.',
  },
  'clock-drifted': {
    ko: '이 노드의 시계가 기준과 어긋나 열 수 없습니다. 시각 동기화를 확인해 주세요.',
    en: 'The clock of this node differs from the reference, so it must not open. Check the time synchronisation.',
  },
  'not-connected': {
    ko: '백엔드와 연결되어 있지 않아 보내지 않았습니다. 연결된 뒤 다시 명령해 주세요.',
    en: 'There is no connection to the backend, so nothing was sent. Give the command again once it is back.',
  },
  'commands-off': {
    ko: '읽기 전용 화면이라 명령할 수 없습니다. 운영자 콘솔을 사용해 주세요.',
    en: 'This console is read-only. Use an operator console.',
  },
} as const satisfies Record<ErrorCode, Words>
