import { expect, it } from 'vitest'
import { applyGuardrail, invokeGuardrailChecks } from '../../src/simulator/guardrail-answers.ts'
import { jsonOf } from '../fixtures/simulated-call.ts'

it('objects to nothing', () => {
  expect(jsonOf(applyGuardrail())).toMatchObject({ action: 'NONE', outputs: [] })
  expect(jsonOf(invokeGuardrailChecks())).toEqual({ results: {}, usage: {} })
})
