import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'

/**
 * Resolves `electron` to the stand-in, for whatever this process imports. Loaded by `--import` before the built shell:
 * the main process gets the application side, a process that it forked as a utility gets the other.
 */
const utility = process.env['STANDIN_UTILITY'] === '1'
const standIn = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href

if (utility) await import('./utility.child.ts')

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: standIn, shortCircuit: true }
    return next(specifier, context)
  },
})
