/** What stands at the top of the API document: the way from the first request to a booking, and what holds for all of it. */
export const description = `Waiting, booking, looking up and cancelling.

**The way.** 1. GET /v1/cohorts gives the device its cookie. 2. An identity assertion comes from the issuer of the launch, in a drill from
POST /v1/registry/assertions. 3. POST /v1/cohorts/{cohort}/join gives a ticket and an index; before the opening \`number\` is null.
4. Poll /v1/cohorts/{cohort}/status. Once \`draw.seed\` is there, /v1/cohorts/{cohort}/draw/{index} says the number. 5. When \`serving\` is at or
above the number, POST /v1/claim with the ticket: \`waiting\` and \`parked\` mean ask again, \`admitted\` brings an admission. 6. With it look
at /v1/sites and /v1/sites/{site}/slots, and POST /v1/bookings before \`expiresAt\`. The booking code is what remains.

**Device.** A ticket and an admission count only together with the cookie \`sluice_client\` of the device that joined. It is set where a
request brings none (Set-Cookie of the cohorts, of joining and of the registry), and set anew by joining, once: keep the last one.

**Time.** All instants are ms since 1970 of event time, the time of the launch; durations count in it too. In a drill it may run faster
than yours: who takes durations for real time only asks more seldom. No clock but the server's counts.

**Position and waiting range,** from the status document and a number. Ahead are max(0, number − serving − 1) people. Let
calls = number − serving. At 0 or less it is called. Nobody can say how long unless the state is open and \`slotsLeft\` above 0. Then,
with show = showRatio, 0.01 at least:

- rate, numbers a second: admissionsPerSecond / show. But callsPerSecond, where that is below 0.85 of it, the cohort has been open for a
  minute and the line is longer than ten seconds of it (issued − serving). Below 0.000001 nobody can say.
- likely = calls / rate seconds. Where abandonPerSecond = a > 0, those ahead thin out: likely is the t at which
  rate · (e^(a·t) − 1) / a is the sum of e^(a·(j − j0)) over the numbers from serving to number, where j is when the holder of a number joined
  and j0 when that of serving did, in straight lines between the points of \`entered\`. Where that is absent, suppose 0 up to draw.n and from there an even
  pace until now; and behind the drawn, that those called now joined (issued − serving) / rate seconds ago. Where \`pace\` is given, rate is so many times as
  large from those seconds on.
- The range in which four of five true waits lie: likely · e^(∓1.28 · spread), 0.5 s less and more, with
  spread² = 0.009² + (1 − show) / show · (1 / calls + 1 / 1000) + gone². gone is the share who give up, 1 − e^(−a · max(waited, likely)), times
  0.03; waited is how long those called now have waited, (serverTime − opensAt) / 1000 − j0. Where a is not measured, take
  −ln(show) / waited for it, 0 within the first minute, and 0.18 instead of 0.03.

**Heartbeats** are for clients whose number is divisible by 64, with each poll while they wait; nobody else need send any.

**Refusals** are problems with a stable \`code\`, a \`detail\` for whoever writes a client, and a \`message\` for the person in Korean and
English. Another method than those of an address is answered 405 with \`Allow\`. What changes something or looks something up is limited to
240 requests a minute (real time) from one device, unless the launch sets another number, and more from a network: 429 says in \`Retry-After\` when to ask again. 503 and 500 may be tried again.`
