import { expect, it } from 'vitest'
import { examine } from '../../../src/cli/doctor/patient.ts'
import { startFrankfurt } from '../../fixtures/start-frankfurt.ts'
import { cliContextOf } from '../cli-context-of.ts'

const CALL = { argument: '', options: {}, switches: new Set<string>() }

it('has the problems of settings that are wrong, and asks nobody', async () => {
  const patient = await examine({ ...CALL, context: cliContextOf(), flags: { port: 'x', routing: 'y' } })
  expect([patient.loaded, patient.problems]).toEqual([
    undefined,
    [expect.stringContaining('--port'), expect.stringContaining('--routing')],
  ])
  await expect(patient.diagnosis()).rejects.toThrow('The settings have problems.')
  await patient.close()
})

it('asks an endpoint once, however many want to know', async () => {
  const { url, requests } = await startFrankfurt()
  const flags = { 'runtime-endpoint': url, 'control-plane-endpoint': url, region: 'eu-central-1', port: '8224' }
  const patient = await examine({ ...CALL, context: cliContextOf(), flags })
  const answers = await Promise.all([patient.answerOf('runtime'), patient.answerOf('runtime')])
  expect([answers[0], requests.length, patient.url]).toEqual([answers[1], 1, 'http://127.0.0.1:8224'])
  await patient.close()
})
