import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Tests that need a running server, or drive the built app, live in tests/; all others stand beside what they test. */
export default defineConfig({
  // Apart from Vite's default place, so that a run does not touch what the build caches.
  cacheDir: '.build/vitest',
  test: {
    allowOnly: false,
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['src/renderer/**'],
          // Property tests and 10,000-row tables take their time on a busy computer.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['scripts/vitest/renderer-setup.mjs'],
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'providers',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
