import { defineConfig } from 'vite'

/** The citizens' pages are written by the backend; what is built here is their stylesheet and their few scripts. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'out/citizen',
    emptyOutDir: true,
    // Phones of eight years ago wait in this line too.
    target: ['chrome87', 'safari14', 'firefox91'],
    manifest: 'manifest.json',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['citizen.css', ...['waiting', 'booking', 'draw'].map(name => `scripts/${name}.ts`)].map(
        name => `src/citizen/${name}`,
      ),
    },
  },
  logLevel: 'warn',
})
