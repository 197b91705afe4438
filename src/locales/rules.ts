import type { RuleId } from '../protocol/alerts.ts'

interface Words {
  readonly ko: string
  readonly en: string
}

/** What an operator reads about each alert rule: its name, what lies behind it, and what to do first. */
export const rules = {
  stall: {
    title: { ko: '입장 정지', en: 'Admissions have stalled' },
    cause: {
      ko: '대기자와 빈 좌석이 있고 일시 정지도 아닌데 10초 동안 아무도 입장하지 못했습니다.',
      en: 'People wait, seats are free and the intake is not paused, yet nobody was admitted for 10 seconds.',
    },
    runbook: {
      ko: '1. 용량 화면에서 작업자 상태를 확인합니다. 2. 적용 속도가 0이면 설정 속도를 다시 보냅니다. 3. 풀리지 않으면 백엔드를 다시 시작합니다. 대기 순번은 보존됩니다.',
      en: '1. Look at the workers on the capacity screen. 2. If the rate in force is 0, set the rate again. 3. If it does not clear, restart the backend: every place is kept.',
    },
  },
  't0-watchdog': {
    title: { ko: '개시 후 입장 없음', en: 'Opened, but nobody gets in' },
    cause: {
      ko: '예약 대상군의 개시 시각이 지났는데 10초 동안 입장도 예약도 없습니다.',
      en: 'A cohort is due, and for 10 seconds there has been neither an admission nor a booking.',
    },
    runbook: {
      ko: '1. 대상군이 열림 상태인지 봅니다. 예정 상태면 시계 오차 경보를 확인합니다. 2. 열림 상태면 설정 속도와 살아 있는 좌석을 확인합니다. 3. 시민 안내문을 게시합니다.',
      en: '1. See whether the cohort is open; if it is still scheduled, check the clock alarm. 2. If it is open, check the set rate and the seats alive. 3. Publish a notice to citizens.',
    },
  },
  'capacity-high': {
    title: { ko: '용량 90% 도달', en: 'Capacity nearly used up' },
    cause: { ko: '예약 좌석의 90% 이상이 사용 중입니다.', en: 'At least 90 % of the booking seats are taken.' },
    runbook: {
      ko: '속도를 더 올리지 마십시오. 대기가 길면 용량 추가를 준비합니다.',
      en: 'Do not raise the rate further. If the line is long, prepare to add capacity.',
    },
  },
  'capacity-full': {
    title: { ko: '좌석 포화', en: 'Every seat is taken' },
    cause: {
      ko: '대기자가 있는데 30초 동안 빈 좌석이 없습니다. 설정 속도가 아니라 좌석이 입장을 제한합니다.',
      en: 'People wait and no seat has been free for 30 seconds: the seats, not the set rate, limit admissions.',
    },
    runbook: {
      ko: '1. 용량을 추가합니다. 2. 추가할 수 없으면 설정 속도를 실제 속도로 낮춰 예상 대기 시간을 정직하게 합니다.',
      en: '1. Add capacity. 2. If there is none, lower the set rate to the actual one, so that the stated wait is honest.',
    },
  },
  'error-ratio': {
    title: { ko: '오류율 상승', en: 'Too many requests fail' },
    cause: {
      ko: '시민 요청의 오류 응답 비율이 한계를 넘었습니다.',
      en: 'The share of citizen requests answered with a server error is above its limit.',
    },
    runbook: {
      ko: '1. 접수를 일시 정지할지 판단합니다. 2. 디스크와 커밋 지연을 확인합니다. 3. 원인이 사라지면 10%부터 재개합니다.',
      en: '1. Decide whether to pause the intake. 2. Check the disk and the commit latency. 3. Once the cause is gone, resume from 10 %.',
    },
  },
  'booking-latency': {
    title: { ko: '예약 지연', en: 'Bookings are slow' },
    cause: {
      ko: '예약 처리 시간의 95백분위가 한계를 넘었습니다.',
      en: 'The 95th percentile of the time a booking takes is above its limit.',
    },
    runbook: {
      ko: '1. 속도를 10% 낮추고 지연이 줄어드는지 봅니다. 2. 커밋 지연이 높으면 디스크를 확인합니다.',
      en: '1. Lower the rate by 10 % and see whether the latency falls. 2. If the commit latency is high, check the disk.',
    },
  },
  'clock-drift': {
    title: { ko: '서버 시계 오차', en: 'The server clock has drifted' },
    cause: {
      ko: '이 노드의 시계가 기준 시계와 어긋났습니다. 한계를 넘으면 대상군을 열지 않습니다.',
      en: "This node's clock differs from its reference. Above the limit it opens no cohort.",
    },
    runbook: {
      ko: '1. 시간 동기화 서비스를 확인합니다. 2. 시계를 바로잡은 뒤 백엔드를 다시 시작합니다. 3. 개시가 임박했으면 개시 시각을 늦춥니다.',
      en: '1. Check the time service. 2. Restart the backend once the clock is right. 3. If an opening is near, schedule it later.',
    },
  },
  'worker-lost': {
    title: { ko: '예약 작업자 끊김', en: 'A booking worker is lost' },
    cause: {
      ko: '3초 동안 신호가 없는 작업자의 좌석은 세지 않습니다.',
      en: 'The seats of a worker without a heartbeat for 3 seconds no longer count.',
    },
    runbook: {
      ko: '1. 용량 화면에서 끊긴 작업자를 확인합니다. 2. 작업자를 다시 시작하거나 용량을 추가합니다.',
      en: '1. Find the lost worker on the capacity screen. 2. Restart it, or add capacity.',
    },
  },
  'slots-short': {
    title: { ko: '대기자보다 먼저 물량 소진', en: 'Slots will run out before the line does' },
    cause: {
      ko: '대기 중인 사람이 예약할 것으로 보이는 수가 남은 물량보다 많습니다.',
      en: 'Those who wait are expected to book more doses than are left.',
    },
    runbook: {
      ko: '1. 물량을 추가할 수 있는지 확인합니다. 2. 없으면 대기 접수를 닫고 기다리는 사람에게 사실대로 알립니다.',
      en: '1. See whether slots can be added. 2. If not, close the cohort to newcomers and tell those who wait the truth.',
    },
  },
  bypass: {
    title: { ko: '우회 시도', en: 'Attempts to get past the queue' },
    cause: {
      ko: '입장 권한 없이 예약하려는 요청이 거부되고 있습니다. 하위 항목은 우회 경로(D1–D8)입니다.',
      en: 'Requests to book without a valid admission are being refused. The subject names the door (D1–D8).',
    },
    runbook: {
      ko: '1. 어느 경로인지 확인합니다. 2. 입장 수와 세션 수가 맞는지 봅니다. 맞으면 문은 닫혀 있습니다. 3. 유출된 링크가 있으면 게시자에게 삭제를 요청합니다.',
      en: '1. See which door it is. 2. Compare admissions with sessions seen: while they agree, the door holds. 3. If a link has leaked, ask for its removal.',
    },
  },
  'command-not-observed': {
    title: { ko: '명령 효과 미확인', en: 'A command shows no effect' },
    cause: {
      ko: '명령은 접수되었으나 10초 안에 계측값에서 효과가 나타나지 않았습니다.',
      en: 'A command was accepted, but within 10 seconds the telemetry did not show its effect.',
    },
    runbook: {
      ko: '1. 해당 계측값을 직접 확인합니다. 2. 같은 명령을 다시 보냅니다. 3. 입장이 멈추지 않으면 일시 정지 후 백엔드를 다시 시작합니다.',
      en: '1. Look at the reading itself. 2. Give the command again. 3. If admissions cannot be stopped, pause, then restart the backend.',
    },
  },
  'safety-net': {
    title: { ko: '안전망 작동', en: 'The safety net acts' },
    cause: {
      ko: '오류나 지연이 이어져 입장 속도를 낮추고 있거나 낮출 것을 권고합니다. 대기자는 그만큼 더 기다립니다.',
      en: 'Errors or slow bookings go on, so it lowers the admission rate or advises to. Those who wait wait longer for it.',
    },
    runbook: {
      ko: '1. 오류율과 예약 응답 시간을 봅니다. 2. 용량을 늘리거나 속도를 직접 낮춥니다. 3. 원인이 사라졌으면 제한을 해제합니다.',
      en: '1. Look at errors and booking latency. 2. Add capacity, or lower the rate yourself. 3. Release the limit once the cause is gone.',
    },
  },
} as const satisfies Record<RuleId, { title: Words; cause: Words; runbook: Words }>
