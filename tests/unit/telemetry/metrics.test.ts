import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { metricSentences } from '../../../src/backend/telemetry/sentences.ts'
import { metricIds, metricSpecs } from '../../../src/protocol/metrics.ts'

test('the page for strangers lists every metric as the table has it', () => {
  const rows = metricIds.map(id => {
    const { unit, counter, aggregate, label, headline } = metricSpecs[id]
    const cells = [
      `\`${id}\``,
      unit,
      counter ? 'counter' : 'gauge',
      aggregate,
      label ?? '',
      headline ? 'headline' : 'full',
    ]
    return `| ${[...cells, metricSentences[id]].join(' | ')} |`.replaceAll(/ +/g, ' ')
  })
  const page = readFileSync(new URL('../../../resources/api/metrics.md', import.meta.url), 'utf8')
  const table = page.split('\n').filter(line => line.startsWith('| `'))
  expect(table.map(line => line.replaceAll(/ +/g, ' '))).toEqual(rows)
})

test('a metric is told in a sentence, and each in another', () => {
  for (const id of metricIds) expect(metricSentences[id]).toMatch(/^[A-Z].{8,}\.$/)
  expect(new Set(Object.values(metricSentences)).size).toBe(metricIds.length)
})
