import { expect, it } from 'vitest'
import { loadDemoClient } from '../../../src/cli/demo/load-demo-client.ts'
import { sdkClient } from '../../../src/cli/demo/sdk-client.ts'

it('is the real AWS SDK where that is installed', async () => {
  expect(await loadDemoClient()).toBe(sdkClient)
})
