import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { securityHeaders } from '../../../src/console/headers.ts'

/** Built like the page of the shells, and served with their content security policy. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../../../out/harness', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  preview: {
    host: '127.0.0.1',
    port: 0,
    headers: { ...securityHeaders },
  },
  logLevel: 'warn',
})
