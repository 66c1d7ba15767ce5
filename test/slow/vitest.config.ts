import { defineConfig } from 'vitest/config'
import everyTest from '../../vitest.config.ts'

/** `npm run test:slow`: what takes long, or needs what npm does not bring. One file after the other. */
export default defineConfig({
  test: {
    ...everyTest.test,
    include: ['test/slow/**/*.test.ts'],
    exclude: [],
    fileParallelism: false,
    testTimeout: 300_000,
    // To take away a folder with all packages in it.
    hookTimeout: 120_000,
  },
})
