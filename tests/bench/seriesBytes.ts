/**
 * What one series of the generic detector costs in memory. In a process of its own: in one that has run nights before,
 * what the collector gives back meanwhile would be taken for the detectors' own.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createDetector } from '../../src/backend/alarms/detector/detector.ts'

const SERIES = 200
/** More than the detector remembers. */
const SAMPLES = 5_000

/** Bytes of one series, typed arrays and objects together. */
export async function bytesPerSeries(): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', import.meta.filename])
  return Number(stdout)
}

function measure(collect: () => unknown): number {
  const used = () => {
    void collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  const detectors = Array.from({ length: SERIES }, () => createDetector())
  for (const detector of detectors) for (let sample = 0; sample < SAMPLES; sample++) detector.push(sample % 7)
  const bytes = (used() - before) / SERIES
  // Pushed once more after the count, so that they cannot have been collected before it.
  for (const detector of detectors) detector.push(0)
  return Math.round(bytes)
}

if (import.meta.main) {
  const { gc } = globalThis
  if (!gc) throw new Error('run with --expose-gc')
  process.stdout.write(`${measure(gc)}\n`)
}
