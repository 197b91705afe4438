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
      ko: '대기자와 빈 좌석이 있고 일시 정지도 아닌데 호출도 입장도 멈췄습니다. 대기하는 시민의 순번이 움직이지 않습니다.',
      en: 'People wait, seats are free and the intake is not paused, yet nobody is called or admitted: the line does not move.',
    },
    runbook: {
      ko: '1. 설정 속도를 그대로 다시 보냅니다. 2. 용량 화면에서 작업자 상태와 저장 지연을 확인합니다. 3. 30초 안에 풀리지 않으면 백엔드를 다시 시작합니다. 대기 순번은 보존됩니다.',
      en: '1. Send the set rate once more. 2. Look at the workers and the commit latency on the capacity screen. 3. If it has not cleared in 30 seconds, restart the backend: every place is kept.',
    },
  },
  idle: {
    title: { ko: '호출해도 입장 없음', en: 'Called, but nobody gets in' },
    cause: {
      ko: '시스템은 정상으로 보이고 번호도 호출되지만, 호출된 시민이 한 명도 입장하지 못하고 있습니다. 좌석은 비어 있습니다.',
      en: 'Everything looks healthy and numbers are called, yet none of those called gets in, and seats stand empty.',
    },
    runbook: {
      ko: '1. 휴대전화로 대기 페이지를 열어 호출이 보이는지 확인합니다. 2. 시민 요청의 오류율과 응답 시간을 봅니다. 3. 대기 페이지가 고장이면 일시 정지하고, 고친 뒤 10%부터 재개합니다.',
      en: '1. Open the waiting page on a phone and see whether a call shows. 2. Look at errors and latency of citizen requests. 3. If the waiting page is broken, pause, and resume from 10% once it is mended.',
    },
  },
  'rate-off-target': {
    title: { ko: '입장 속도가 설정과 다름', en: 'Admissions are off the set rate' },
    cause: {
      ko: '대기자와 빈 좌석이 있는데 실제 입장 속도가 적용 중인 속도와 다릅니다. 시민에게 안내되는 예상 대기 시간이 틀어집니다.',
      en: 'People wait and seats are free, but admissions do not follow the rate in force: the waiting time shown to citizens is wrong.',
    },
    runbook: {
      ko: '1. 차트에서 실제 속도가 낮은지 높은지 봅니다. 2. 설정 속도를 다시 보냅니다. 3. 높은 쪽이고 좌석 사용률이 오르면 일시 정지합니다. 4. 저장 지연을 확인합니다.',
      en: '1. See on the chart whether they are above or below. 2. Send the rate again. 3. If above and the seats fill up, pause. 4. Check the commit latency.',
    },
  },
  't0-watchdog': {
    title: { ko: '개시 후 예약 없음', en: 'Opened, but nobody books' },
    cause: {
      ko: '예약 대상군의 개시 시각이 지났는데 10초 동안 아무도 입장하지 못했거나, 입장한 시민 누구에게도 예약 화면이 열리지 않거나, 지금쯤 나왔어야 할 예약이 한 건도 없습니다. 어느 단계인지는 근거의 첫 수치가 말합니다.',
      en: 'A cohort is due, and for 10 seconds nobody has got in; or people are in and no booking page opens; or of the bookings to be expected by now there is none. The first reading of the evidence says which.',
    },
    runbook: {
      ko: '1. 입장이 없으면 설정 속도를 다시 보내고 가동 좌석과 시계 오차를 확인합니다. 2. 입장은 되는데 화면이나 예약이 없으면 일시 정지하고, 휴대전화로 예약 화면을 직접 열어 봅니다. 3. 1분을 넘기면 시민 안내문을 게시합니다.',
      en: '1. If nobody gets in, send the rate again; check the seats alive and the clock. 2. If people get in but no page opens or nobody books, pause, and open the booking page yourself on a phone. 3. After a minute, publish a notice to citizens.',
    },
  },
  'opened-early': {
    title: { ko: '예정보다 일찍 열림', en: 'Opened before its time' },
    cause: {
      ko: '공지한 개시 시각 전에 대상군이 열렸거나 입장이 이루어졌습니다. 기다린 시민에게 불공정합니다.',
      en: 'A cohort is open, or has let people in, before the time that was announced: unfair to all who wait for it.',
    },
    runbook: {
      ko: '1. 즉시 일시 정지합니다. 2. 누가 언제 열었는지 감사 기록에서 확인합니다. 3. 시계 오차를 확인합니다. 4. 이미 이루어진 예약의 처리를 책임자와 정하고 공지합니다.',
      en: '1. Pause at once. 2. See in the audit who opened it and when. 3. Check the clock. 4. Settle with whoever is in charge what becomes of the bookings made, and announce it.',
    },
  },
  'opened-late': {
    title: { ko: '개시 시각이 지났는데 열리지 않음', en: 'Due, but not open' },
    cause: {
      ko: '개시 시각이 지났는데 대상군이 아직 닫혀 있습니다. 시민은 새로 고침을 반복하고 있습니다.',
      en: 'A cohort is due and still shut. Citizens are reloading the page.',
    },
    runbook: {
      ko: '1. 시계 오차 경보가 있으면 시계를 먼저 바로잡습니다. 이 노드는 그 전에는 열지 않습니다. 2. 시계가 맞으면 대상군을 직접 엽니다. 3. 늦은 시간을 시민에게 알립니다.',
      en: '1. If the clock alarm stands, put the clock right first: this node opens nothing before. 2. If the clock is right, open the cohort by hand. 3. Tell citizens about the delay.',
    },
  },
  'no-page': {
    title: { ko: '입장했으나 예약 화면이 뜨지 않음', en: 'Admitted, but the booking page stays blank' },
    cause: {
      ko: '입장한 시민 수에 비해 예약 화면을 연 시민이 적습니다. 기다린 끝에 빈 화면을 보고 있을 수 있습니다.',
      en: 'Fewer people open the booking page than are admitted: after their wait, citizens may be looking at a blank page.',
    },
    runbook: {
      ko: '1. 접수를 일시 정지합니다. 받은 좌석은 유지됩니다. 2. 시민 화면에서 예약 페이지를 직접 열어 봅니다. 3. 오류율과 응답 시간을 확인합니다. 4. 복구되면 10%부터 재개합니다.',
      en: '1. Pause the intake: seats already given are kept. 2. Open the booking page yourself, as a citizen would. 3. Check errors and latency. 4. Once it works, resume from 10%.',
    },
  },
  'not-booked': {
    title: { ko: '입장했으나 예약이 이루어지지 않음', en: 'Admitted, but not booked' },
    cause: {
      ko: '입장한 시민 수로 보아 예상되는 것보다 예약이 적습니다. 예약을 마치지 못하고 자리를 잃는 시민이 생깁니다.',
      en: 'Fewer bookings are made than the admissions let expect: citizens fail at the last step, and will lose their seats.',
    },
    runbook: {
      ko: '1. 속도를 10% 낮춥니다. 전혀 예약되지 않으면 일시 정지합니다. 2. 시험 예약을 한 건 해 봅니다. 3. 예약 응답 시간과 남은 예약분을 확인합니다.',
      en: '1. Lower the rate by 10%; if nothing is booked at all, pause. 2. Make one test booking. 3. Check the booking latency and the slots left.',
    },
  },
  unreconciled: {
    title: { ko: '입장 없이 이루어진 예약', en: 'Booked without an admission' },
    cause: {
      ko: '예약 수와 입장 권한으로 이루어진 예약 수가 맞지 않습니다. 대기열을 거치지 않은 경로가 있습니다.',
      en: 'Bookings and admissions do not add up: there is a way to book that does not pass the queue.',
    },
    runbook: {
      ko: '1. 즉시 일시 정지합니다. 2. 최근 예약을 감사 기록과 대조해 경로를 찾습니다. 3. 경로를 막기 전에는 재개하지 않습니다. 4. 책임자에게 보고합니다.',
      en: '1. Pause at once. 2. Hold the latest bookings against the ledger to find the way in. 3. Do not resume before it is shut. 4. Report it to whoever is in charge.',
    },
  },
  'arrival-surge': {
    title: { ko: '대기열 진입 급증', en: 'A surge of arrivals' },
    cause: {
      ko: '예정된 개시와 관계없이 대기열 진입이 평소의 몇 배로 늘었습니다. 보도나 공지 때문일 수 있습니다.',
      en: 'People join several times as fast as before, and no opening explains it: perhaps a broadcast, or a notice.',
    },
    runbook: {
      ko: '1. 입장 속도는 그대로 둡니다. 대기열이 받아 냅니다. 2. 응답 시간과 오류율을 지켜봅니다. 3. 예상 대기 시간이 크게 늘면 시민에게 알립니다.',
      en: '1. Leave the rate as it is: the line takes it up. 2. Watch latency and errors. 3. If the stated wait grows much, tell citizens.',
    },
  },
  'reconnect-storm': {
    title: { ko: '재접속 폭주', en: 'A storm of reconnections' },
    cause: {
      ko: '이미 자리가 있는 시민이 한꺼번에 다시 접속하고 있습니다. 통신 장애이거나, 비행기 모드로 순번을 앞당길 수 있다는 소문일 수 있습니다.',
      en: 'People who already hold a place come back all at once: a network fault, or a rumour that airplane mode moves one forward.',
    },
    runbook: {
      ko: '1. 자리는 보존되며 앞당겨지지 않습니다. 이 사실을 공지합니다. 2. 통신사 장애 여부를 확인합니다. 3. 응답 시간이 한계에 가까우면 속도를 10% 낮춥니다.',
      en: '1. Places are kept, and nobody gains by it: say so publicly. 2. Ask the carriers whether a network is down. 3. If latency nears its limit, lower the rate by 10%.',
    },
  },
  unreachable: {
    title: { ko: '시민 요청이 들어오지 않음', en: 'No requests arrive' },
    cause: {
      ko: '대기자가 있는데 시민 요청이 끊겼습니다. 시민은 접속 거부나 빈 화면을 보고 있을 수 있습니다.',
      en: 'People wait, yet their requests have stopped: citizens may see a refused connection or a blank page.',
    },
    runbook: {
      ko: '1. 외부에서 대기 페이지에 접속해 봅니다. 2. 부하 분산기, 도메인, 인증서를 확인합니다. 3. 복구되기 전까지 일시 정지해 호출된 시민이 자리를 잃지 않게 합니다.',
      en: '1. Open the waiting page from outside. 2. Check load balancer, domain and certificate. 3. Pause until it is back, so that nobody called loses the place.',
    },
  },
  'capacity-high': {
    title: { ko: '용량 90% 도달', en: 'Capacity nearly used up' },
    cause: {
      ko: '예약 좌석의 90% 이상이 사용 중입니다. 더 차면 호출된 시민이 좌석을 기다리게 됩니다.',
      en: 'At least 90% of the booking seats are taken. Once they are full, people who were called wait for a seat.',
    },
    runbook: {
      ko: '1. 속도를 더 올리지 마십시오. 2. 대기가 길면 용량 추가를 준비합니다.',
      en: '1. Do not raise the rate further. 2. If the line is long, prepare to add capacity.',
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
    title: { ko: '오류 예산 소진 중', en: 'Too many requests fail' },
    cause: {
      ko: '시민 요청이 하룻밤에 허용된 것보다 훨씬 빠르게 실패하고 있습니다. 시민은 오류 화면을 봅니다.',
      en: 'Citizen requests fail far faster than a night can afford: people see error pages.',
    },
    runbook: {
      ko: '1. 우선순위 1이면 일시 정지, 아니면 속도를 10% 낮춥니다. 2. 디스크와 저장 지연을 확인합니다. 3. 원인이 사라지면 10%부터 재개합니다.',
      en: '1. If it is a priority 1, pause; otherwise lower the rate by 10%. 2. Check the disk and the commit latency. 3. Once the cause is gone, resume from 10%.',
    },
  },
  'booking-latency': {
    title: { ko: '예약 지연', en: 'Bookings are slow' },
    cause: {
      ko: '예약 처리 시간의 95백분위가 한계를 넘었습니다. 시민이 같은 예약을 거듭 누르게 됩니다.',
      en: 'The 95th percentile of the time a booking takes is above its limit: citizens will press the button again and again.',
    },
    runbook: {
      ko: '1. 속도를 10% 낮추고 지연이 줄어드는지 봅니다. 2. 저장 지연이 높으면 디스크를 확인합니다.',
      en: '1. Lower the rate by 10% and see whether the latency falls. 2. If the commit latency is high, check the disk.',
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
      ko: '3초 동안 신호가 없는 작업자의 좌석은 세지 않습니다. 그만큼 입장이 줄어듭니다.',
      en: 'The seats of a worker without a heartbeat for 3 seconds no longer count: fewer people can be let in.',
    },
    runbook: {
      ko: '1. 용량 화면에서 끊긴 작업자를 확인합니다. 2. 작업자를 다시 시작하거나 용량을 추가합니다.',
      en: '1. Find the lost worker on the capacity screen. 2. Restart it, or add capacity.',
    },
  },
  'slots-short': {
    title: { ko: '대기자보다 먼저 물량 소진', en: 'Slots will run out before the line does' },
    cause: {
      ko: '대기 중인 시민이 예약할 것으로 보이는 수가 남은 물량보다 많습니다. 헛되이 기다리는 시민이 생깁니다.',
      en: 'Those who wait are expected to book more doses than are left: some of them wait for nothing.',
    },
    runbook: {
      ko: '1. 물량을 추가할 수 있는지 확인합니다. 2. 없으면 대기 접수를 닫고 기다리는 사람에게 사실대로 알립니다.',
      en: '1. See whether slots can be added. 2. If not, close the line to newcomers and tell those who wait the truth.',
    },
  },
  bypass: {
    title: { ko: '우회 시도', en: 'Bypass attempts' },
    cause: {
      ko: '정상 이용자는 하지 않는 요청이 거부되고 있습니다. 하위 항목은 우회 경로(D1–D8)입니다. 문은 닫혀 있습니다.',
      en: 'Requests that no honest client makes are being refused. The subject names the door (D1–D8); it is shut.',
    },
    runbook: {
      ko: '1. 어느 경로인지 확인합니다. 2. "입장 없이 이루어진 예약" 경보가 없으면 뚫린 것은 아닙니다. 3. 유출된 링크나 수법이 퍼지고 있으면 게시 중단을 요청하고 공지합니다. 4. 속도는 그대로 둡니다.',
      en: '1. See which door it is. 2. While no alarm says that something was booked without an admission, nobody got through. 3. If a link or a trick is going round, ask for its removal and say that it does not work. 4. Leave the rate as it is.',
    },
  },
  'door-shift': {
    title: { ko: '거절 비율 급변', en: 'Refusals have shifted' },
    cause: {
      ko: '평소에도 있는 거절(대상 아님, 시간 초과, 여러 기기)이 갑자기 몇 배로 늘었습니다. 하위 항목은 경로입니다. 판정 오류이면 대상 시민이 거절되고 있습니다.',
      en: 'Refusals that are ordinary in small numbers (not eligible, out of time, several devices) have multiplied; the subject names the door. If the judgement is wrong, eligible citizens are being turned away.',
    },
    runbook: {
      ko: '1. D5이면 대상군의 출생일 범위가 공지와 같은지 즉시 확인합니다. 2. D6이면 예약 페이지와 좌석 유지 시간을 확인합니다. 3. D8이면 여러 기기를 쓰라는 소문이 있는지 봅니다.',
      en: '1. For D5, hold the birth dates of the cohort against the announcement at once. 2. For D6, check the booking page and the time a seat is held. 3. For D8, look for a rumour that several devices help.',
    },
  },
  'telemetry-silent': {
    title: { ko: '계측 끊김', en: 'Telemetry is silent' },
    cause: {
      ko: '늘 있던 계측값이 오지 않거나, 백엔드의 계측이 몇 초 멈췄습니다. 하위 항목은 말이 없는 부분입니다. 화면의 값을 믿을 수 없습니다.',
      en: 'Readings that were always there are missing, or the samples stood still for seconds. The subject names the silent part: what the screen shows of it cannot be trusted.',
    },
    runbook: {
      ko: '1. 그 부분이 아직 일하는지 다른 값으로 확인합니다. 2. 속도를 올리지 마십시오. 3. 1분 안에 돌아오지 않으면 백엔드의 기록과 자원을 확인합니다.',
      en: '1. See by other readings whether that part still works. 2. Do not raise the rate. 3. If it is not back within a minute, look at the log and the resources of the backend.',
    },
  },
  'telemetry-frozen': {
    title: { ko: '계측값 고정', en: 'A reading is frozen' },
    cause: {
      ko: '계측값이 그대로인데 그 값을 바꾸는 흐름은 계속되고 있습니다. 화면의 숫자가 실제와 다릅니다.',
      en: 'A reading stays the same while what moves it goes on: the number on the screen is not the truth.',
    },
    runbook: {
      ko: '1. 이 값을 근거로 판단하지 마십시오. 2. 관련된 다른 값을 봅니다. 3. 풀리지 않으면 백엔드를 다시 시작합니다. 대기 순번은 보존됩니다.',
      en: '1. Decide nothing by this value. 2. Look at its neighbours. 3. If it stays, restart the backend: every place is kept.',
    },
  },
  unusual: {
    title: { ko: '평소와 다른 움직임', en: 'Unusual tonight' },
    cause: {
      ko: '오늘 밤 보지 못한 움직임입니다. 한계에 가까워지고 있으나 아직 고장은 아닙니다.',
      en: 'This reading behaves as it has not before tonight. It nears its limit; nothing has failed yet.',
    },
    runbook: {
      ko: '1. 근거 차트를 보고 무엇이 함께 변했는지 찾습니다. 2. 속도를 올리지 말고 5분 지켜봅니다.',
      en: '1. See on the evidence chart what changed with it. 2. Do not raise the rate, and watch it for five minutes.',
    },
  },
  'webhook-failing': {
    title: { ko: '차례 임박 알림 밀림', en: 'Turn-is-near messages are not taken' },
    cause: {
      ko: '차례가 가까운 시민에게 보낼 알림을 수신 시스템이 받지 않거나 너무 느리게 받습니다. 대기열은 그대로 움직이므로, 알림만 기다리는 시민은 차례를 놓칠 수 있습니다.',
      en: 'The receiver of the turn-is-near messages refuses them or is too slow. The line moves all the same: who relies on a message may miss the call.',
    },
    runbook: {
      ko: '1. 수신 시스템 담당자에게 알립니다. 2. 백엔드 기록에서 응답 코드를 봅니다. 401이면 서명 비밀값, 410이면 수신 주소를 확인합니다. 3. 밀린 알림은 받기 시작하면 저절로 나갑니다. 4. 길어지면 대기 화면을 보라는 안내문을 게시합니다.',
      en: '1. Tell whoever runs the receiver. 2. Look in the log of the backend for its answers: 401 is about the secret, 410 about the address. 3. What is due goes out by itself once it is taken again. 4. If it lasts, publish a notice to watch the waiting page.',
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
