import { expect, it } from 'vitest'
import { getAsyncInvoke, listAsyncInvokes, startAsyncInvoke } from '../../src/simulator/async-answers.ts'
import { jsonOf, simulatedCall } from '../fixtures/simulated-call.ts'

it('lists the job that it hands out, and shows it as completed', () => {
  const { invocationArn } = jsonOf(startAsyncInvoke(simulatedCall()))
  expect(jsonOf(listAsyncInvokes(simulatedCall())).asyncInvokeSummaries).toMatchObject([{ invocationArn }])
  const job = jsonOf(getAsyncInvoke(simulatedCall({ labels: { invocationArn } })))
  expect(job).toMatchObject({ invocationArn, status: 'Completed' })
})
