import { defineConfig } from '@playwright/test'

/** Every test opens windows on the same display and measures time: one after the other, and none gets a second try. */
export default defineConfig({
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  outputDir: 'test-results',
  projects: [
    { name: 'app', testDir: 'tests/app' },
    { name: 'package', testDir: 'tests/package' },
    { name: 'screenshots', testDir: 'tests/screenshots', timeout: 600_000 },
  ],
})
