import { defineConfig } from 'vitest/config'
import everyTest from '../../vitest.config.ts'

/** `npm run test:stalls`: times, on a machine that does nothing else. One file after the other. */
export default defineConfig({
  test: {
    ...everyTest.test,
    include: ['test/stalls/**/*.test.ts'],
    exclude: [],
    fileParallelism: false,
    testTimeout: 120_000,
  },
})
