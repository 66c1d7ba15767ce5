import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They have a configuration of their own.
    exclude: ['test/slow/**', 'test/stalls/**'],
    globalSetup: 'test/build-binary.ts',
    // Files share the modules of their worker: to load the SDKs and the proxy anew for each one cost more than the tests.
    isolate: false,
    // Tests of time-outs wait more than they work: where there are two cores, a third worker uses what they leave.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 20_000,
    // What a test waits for comes at once; a machine on which it takes longer than a second has something else to do.
    expect: { poll: { timeout: 10_000 } },
    // Of tests that say they may run at once: they wait for the proxy to close connections.
    maxConcurrency: 30,
    restoreMocks: true,
    unstubEnvs: true,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
})
