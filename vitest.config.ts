import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['./db/test-cluster.ts'],
    include: [
      'api/**/*.test.{ts,tsx}',
      'db/**/*.test.ts',
      'pos/**/*.test.{ts,tsx}',
      'shop/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
  },
})
