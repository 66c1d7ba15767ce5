import { expect, it } from 'vitest'
import { warnOfUnplaced } from '../../src/app/warn-of-unplaced.ts'
import type { Policy } from '../../src/bedrock/policy.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { applicationProfile } from '../fixtures/application-profile.ts'
import { policyWith } from '../fixtures/policy.ts'
import { FRANKFURT } from '../fixtures/start-frankfurt.ts'

const OWN = applicationProfile()
const ROUTER = 'arn:aws:bedrock:eu-central-1:123456789012:prompt-router/abc'
const MODELS = new Map([
  ['own', OWN.arn],
  ['router', ROUTER],
  ['model', 'anthropic.claude-sonnet-4-6'],
  ['provisioned', 'arn:aws:bedrock:eu-central-1:123456789012:provisioned-model/abc'],
])

function warnings(policy: Partial<Policy>): string[] {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line) }, { level: 'info', format: 'json', useColor: false })
  warnOfUnplaced(log, policyWith(policy), () => ({ ...FRANKFURT, applicationProfiles: [OWN] }))
  return lines.map((line) => JSON.parse(line).msg)
}

it.each(['geo-only', 'in-region-only'] as const)('warns under %s of an ARN that nobody can place', (routing) => {
  expect(warnings({ routing, models: MODELS })).toEqual([expect.stringContaining(`maps router to ${ROUTER}`)])
})

it('says nothing where no routing promises anything', () => {
  expect(warnings({ models: MODELS })).toEqual([])
})
