import { expect, it } from 'vitest'
import { RUNTIME_TROUBLES, type RuntimeTrouble } from '../../src/simulator/runtime-troubles.ts'
import { BEARER_TOKEN, startFrankfurt } from '../fixtures/start-frankfurt.ts'

it.each(Object.entries(RUNTIME_TROUBLES))('%s is told as AWS tells it', async (name, trouble) => {
  const simulator = await startFrankfurt()
  simulator.misbehave(name as RuntimeTrouble)
  const headers = { authorization: `Bearer ${BEARER_TOKEN}` }
  const response = await fetch(`${simulator.url}/guardrail-checks/invoke`, { method: 'POST', headers, body: '{}' })
  expect(trouble).toMatchObject({ kind: 'status', status: response.status })
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(response.headers.get('x-amzn-errortype')).toMatch(/^[A-Z]\w+Exception:/)
  expect([...response.headers.keys()].filter((header) => /^retry-after|ratelimit/.test(header))).toEqual([])
  expect(await response.json()).toEqual({ [name === 'denied' ? 'Message' : 'message']: expect.any(String) })
})
