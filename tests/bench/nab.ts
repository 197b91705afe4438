/**
 * The generic detector on the Numenta Anomaly Benchmark: every file of a NAB folder in one configuration, each value
 * seen once and in order, nothing of a file known before its end.
 *
 *   node tests/bench/nab.ts [--nab DIR] [--per-file] [--json]
 *
 * DIR holds `data/<category>/<file>.csv`, `labels/combined_windows.json` and the scorer `score.mjs`; by default it is
 * `../shared/nab` beside the project. Without it the benchmark says so and ends well. NAB's labels are disputed (Wu &
 * Keogh, arXiv:2009.13807): the figure compares detectors, it is no promise about a launch night.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { createDetector } from '../../src/backend/alarms/detector/detector.ts'
import { bytesPerSeries } from './seriesBytes.ts'

export const DEFAULT_NAB = resolve(import.meta.dirname, '../../../shared/nab')

const fileScore = z.object({ file: z.string(), score: z.number(), windows: z.int(), found: z.int(), fp: z.int() })
const profileScore = z.object({
  normalised: z.number(),
  threshold: z.number(),
  windows: z.int(),
  found: z.int(),
  fpPoints: z.int(),
  per: z.array(fileScore),
})
const report = z.object({
  standard: profileScore,
  reward_low_FP_rate: profileScore,
  reward_low_FN_rate: profileScore,
})

export interface NabResult {
  /** Scores in NAB's three profiles: 0 for a silent detector, 100 for a perfect one. */
  readonly nabStandard: number
  readonly nabLowFp: number
  readonly nabLowFn: number
  readonly files: number
  readonly samples: number
  /** Microseconds a sample, compiled: the mean of processor time, and the 99th percentile of single ones by the clock. */
  readonly usPerSample: number
  readonly usPerSampleP99: number
  /** In the standard profile, each file's raw score, windows found and false points. */
  readonly perFile: readonly z.infer<typeof fileScore>[]
}

interface Timing {
  /** Processor time: on a busy machine the clock would count the others' work. */
  readonly totalUs: number
  /** Each push by the clock, in microseconds. */
  readonly each: Float64Array
}

/** One file through one fresh detector, as rows of the scorer's layout. */
const judgeFile = (csv: string): { rows: string[]; timing: Timing } => {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter(line => line !== '')
  const columns = header.split(',')
  const timeColumn = columns.indexOf('timestamp')
  const valueColumn = columns.indexOf('value')
  const values = Float64Array.from(lines, line => Number(line.split(',')[valueColumn]))
  const scores = new Float64Array(values.length)
  const each = new Float64Array(values.length)
  const detector = createDetector()
  const cpuBefore = process.threadCpuUsage()
  for (let i = 0; i < values.length; i++) {
    const before = performance.now()
    scores[i] = detector.push(values[i] ?? NaN).score
    each[i] = (performance.now() - before) * 1000
  }
  const { user, system } = process.threadCpuUsage(cpuBefore)
  const rows = lines.map((line, i) => `${line.split(',')[timeColumn] ?? ''},${values[i] ?? ''},${scores[i] ?? 0}`)
  return { rows: ['timestamp,value,anomaly_score', ...rows], timing: { totalUs: user + system, each } }
}

const percentile = (sorted: Float64Array, share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0

const csvFiles = async (data: string): Promise<string[]> =>
  (await readdir(data, { recursive: true })).filter(name => name.endsWith('.csv')).sort()

/** Writes the results of every file below `results` and gives the time of each push. */
const judgeAll = async (data: string, results: string): Promise<{ files: number; timings: readonly Timing[] }> => {
  const names = await csvFiles(data)
  // Once for the compiler: what a series costs on the first two thousand samples of a process, it costs on no other.
  for (const name of names.slice(0, 1)) judgeFile(await readFile(join(data, name), 'utf8'))
  const timings: Timing[] = []
  for (const name of names) {
    const { rows, timing } = judgeFile(await readFile(join(data, name), 'utf8'))
    await mkdir(dirname(join(results, name)), { recursive: true })
    await writeFile(join(results, name), `${rows.join('\n')}\n`)
    timings.push(timing)
  }
  return { files: names.length, timings }
}

const scoreAll = async (dir: string, results: string): Promise<z.infer<typeof report>> => {
  const own = join(dir, 'score.mjs')
  const scorer = existsSync(own) ? own : join(DEFAULT_NAB, 'score.mjs')
  const labels = join(dir, 'labels', 'combined_windows.json')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [scorer, results, '--data', join(dir, 'data'), '--labels', labels, '--per-file', '--json'],
    { maxBuffer: 1 << 26 },
  )
  return report.parse(JSON.parse(stdout))
}

/** Runs and scores the benchmark; `undefined` when `dir` holds no NAB. Fails when the scorer does. */
export const runNab = async (dir: string = DEFAULT_NAB): Promise<NabResult | undefined> => {
  const data = join(dir, 'data')
  if (!existsSync(data) || !existsSync(join(dir, 'labels', 'combined_windows.json'))) return undefined
  const results = await mkdtemp(join(tmpdir(), 'sluice-nab-'))
  try {
    const { files, timings } = await judgeAll(data, results)
    const scores = await scoreAll(dir, results)
    const samples = timings.reduce((sum, timing) => sum + timing.each.length, 0)
    const every = new Float64Array(samples)
    let at = 0
    for (const { each } of timings) {
      every.set(each, at)
      at += each.length
    }
    every.sort()
    return {
      nabStandard: scores.standard.normalised,
      nabLowFp: scores.reward_low_FP_rate.normalised,
      nabLowFn: scores.reward_low_FN_rate.normalised,
      files,
      samples,
      usPerSample: timings.reduce((sum, timing) => sum + timing.totalUs, 0) / samples,
      usPerSampleP99: percentile(every, 0.99),
      perFile: scores.standard.per,
    }
  } finally {
    await rm(results, { recursive: true, force: true })
  }
}

const describe = (result: NabResult, bytes: number, perFile: boolean): string => {
  const lines = [
    `nabStandard ${result.nabStandard.toFixed(2)}  nabLowFp ${result.nabLowFp.toFixed(2)}  nabLowFn ${result.nabLowFn.toFixed(2)}`,
    `${result.files} files, ${result.samples} samples, one configuration, no look-ahead`,
    `usPerSample ${result.usPerSample.toFixed(2)} mean, ${result.usPerSampleP99.toFixed(2)} p99; ${bytes} bytes a series`,
    "NAB's labels are disputed (Wu & Keogh, arXiv:2009.13807): read the figure as a comparison of detectors.",
  ]
  const files = result.perFile.map(
    ({ file, score, windows, found, fp }) =>
      `${score.toFixed(2).padStart(7)}  ${found}/${windows}  ${fp} false  ${file}`,
  )
  return [...lines, ...(perFile ? files : [])].join('\n')
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      nab: { type: 'string', default: DEFAULT_NAB },
      json: { type: 'boolean', default: false },
      'per-file': { type: 'boolean', default: false },
    },
  })
  const dir = resolve(values.nab)
  const result = await runNab(dir)
  if (result === undefined) {
    const skipped = `NAB skipped: no data and labels in ${basename(dirname(dir))}/${basename(dir)}`
    process.stdout.write(`${values.json ? JSON.stringify({ skipped }) : skipped}\n`)
  } else {
    const bytes = await bytesPerSeries()
    process.stdout.write(
      `${values.json ? JSON.stringify({ ...result, bytesPerSeries: bytes }, null, 2) : describe(result, bytes, values['per-file'])}\n`,
    )
  }
}
