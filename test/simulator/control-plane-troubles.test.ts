import { describe, expect, it } from 'vitest'
import {
  CONTROL_PLANE_TROUBLES,
  type ControlPlaneTrouble,
  createStandingTrouble,
} from '../../src/simulator/control-plane-troubles.ts'
import { emptyRecord } from '../fixtures/empty-record.ts'
import { BEARER_TOKEN, startFrankfurt } from '../fixtures/start-frankfurt.ts'

const REQUEST = { ...emptyRecord(), path: '/foundation-models' }
const AUTHORIZED = { headers: { authorization: `Bearer ${BEARER_TOKEN}` } }

describe('a standing trouble', () => {
  it('is none until one is ordered, and lasts until all is well again', () => {
    const trouble = createStandingTrouble(CONTROL_PLANE_TROUBLES)
    expect(trouble.of(REQUEST)).toBeUndefined()
    trouble.set('denied')
    expect([trouble.of(REQUEST), trouble.of(REQUEST)]).toMatchObject([{ status: 403 }, { status: 403 }])
    trouble.set()
    expect(trouble.of(REQUEST)).toBeUndefined()
  })

  it('may concern some requests alone, and be any fault', () => {
    const trouble = createStandingTrouble(CONTROL_PLANE_TROUBLES)
    trouble.set({ kind: 'late', afterMs: 1 }, ({ path }) => path.startsWith('/inference-profiles'))
    expect(trouble.of(REQUEST)).toBeUndefined()
    expect(trouble.of({ ...REQUEST, path: '/inference-profiles?type=APPLICATION' })).toEqual({
      kind: 'late',
      afterMs: 1,
    })
  })
})

it.each<[ControlPlaneTrouble, number, string | undefined]>([
  ['denied', 403, 'AccessDeniedException'],
  ['throttled', 429, 'ThrottlingException'],
  ['failing', 500, 'InternalServerException'],
  ['empty', 200, undefined],
  ['garbage', 200, undefined],
  ['stalled', 200, undefined],
])('a control plane that is %s answers %i', async (name, status, exception) => {
  const simulator = await startFrankfurt()
  simulator.troubleControlPlane(name)
  const response = await fetch(`${simulator.url}/foundation-models`, AUTHORIZED)
  expect(response.status).toBe(status)
  expect(response.headers.get('x-amzn-errortype')?.split(':')[0]).toBe(exception)
  await response.body?.cancel()
})

it.each(['silent', 'stalled'] as const)('a control plane that is %s keeps its client waiting', async (name) => {
  const simulator = await startFrankfurt()
  simulator.troubleControlPlane(name)
  const signal = AbortSignal.timeout(100)
  const answer = fetch(`${simulator.url}/foundation-models`, { ...AUTHORIZED, signal }).then((one) => one.text())
  await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' })
})

it('leaves the runtime alone', async () => {
  const simulator = await startFrankfurt()
  for (const name of Object.keys(CONTROL_PLANE_TROUBLES) as ControlPlaneTrouble[]) {
    simulator.troubleControlPlane(name)
    const response = await fetch(`${simulator.url}/async-invoke`, AUTHORIZED)
    expect([name, response.status]).toEqual([name, 200])
  }
})
