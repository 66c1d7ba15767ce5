import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/build-binary.ts',
    testTimeout: 20_000,
    // Of tests that say they may run at once: they wait for the proxy to close connections.
    maxConcurrency: 30,
    restoreMocks: true,
    unstubEnvs: true,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
})
