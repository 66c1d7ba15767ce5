import { describe, expect, it } from 'vitest'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

describe('A drain with a delay', () => {
  it('goes on serving, and is not ready, until somebody does not want to wait any longer', async () => {
    const { proxy } = await startPair({ drainDelayMs: 60_000 })
    const drained = proxy.drain()
    const statusOf = async (path: string) => (await fetch(proxy.url + path)).status
    expect(await Promise.all([statusOf('/readyz'), statusOf('/healthz')])).toEqual([503, 200])
    expect((await post(proxy.url, modelPath('invoke'))).status).not.toBe(503)
    await proxy.destroy()
    await drained
    await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow()
    expect(proxy.log()).toContain('The proxy is no longer ready, and stops to accept requests in 60 s.')
  })

  it('closes the port when it is over', async () => {
    const { proxy } = await startPair({ drainDelayMs: 20 })
    await proxy.drain()
    await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow()
  })
})

it('A drain without a delay closes the port at once', async () => {
  const { proxy } = await startPair()
  const drained = proxy.drain()
  await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow()
  await drained
})
