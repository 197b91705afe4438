import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { z } from 'zod'
import type { Assets } from '../../citizen/layout.ts'

/** The stylesheet and scripts of the pages, as `setup --build` leaves them in `out/citizen`; held in memory, they are small. */
export interface CitizenAssets {
  readonly addresses: Assets
  /** By the name in the address; undefined when there is none. */
  get(name: string): { readonly type: string; readonly body: Buffer } | undefined
}

export const builtPages = join(import.meta.dirname, '..', '..', '..', 'out', 'citizen')

const manifestSchema = z.record(z.string(), z.object({ file: z.string().regex(/^assets\/[\w.-]+$/) }))
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

const absent: CitizenAssets = { addresses: {}, get: () => undefined }

/** Pages that were not built are served without: they are whole, only plain. */
export function loadAssets(directory: string): CitizenAssets {
  const manifest = join(directory, 'manifest.json')
  if (!existsSync(manifest)) return absent
  const entries = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const files = new Map<string, { type: string; body: Buffer }>()
  for (const { file } of Object.values(entries))
    files.set(file.slice('assets/'.length), {
      type: types[extname(file)] ?? 'application/octet-stream',
      body: readFileSync(join(directory, file)),
    })
  const address = (source: string) => entries[source] && `/${entries[source].file}`
  return {
    addresses: {
      style: address('src/citizen/citizen.css'),
      waiting: address('src/citizen/scripts/waiting.ts'),
      booking: address('src/citizen/scripts/booking.ts'),
      draw: address('src/citizen/scripts/draw.ts'),
    },
    get: name => files.get(name),
  }
}
