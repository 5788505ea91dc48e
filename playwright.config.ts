import { defineConfig } from '@playwright/test';

/** End-to-end tests: the real three roles and the system's Chromium. */
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/build-roles.ts',
  outputDir: 'test-results',
  // Each test file starts a home of its own; two cores carry one at a time.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // A touch that a busy machine stretches is another gesture: such a test may be made again.
  retries: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'build/e2e-tests.json' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 390, height: 844 },
    trace: 'retain-on-failure',
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
