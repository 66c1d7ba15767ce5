import { expect, it } from 'vitest'
import { NATIVE } from '../../../src/proxy/doors/door-table.ts'
import { BARE, PROFILE } from '../../fixtures/model-requests.ts'
import { scriptBedrock } from '../../fixtures/scripted-bedrock.ts'

it('A request is sent under what the catalog says, on the route of its operation', () => {
  expect(scriptBedrock({}).first()).toMatchObject({ by: 'upstream', route: NATIVE, resolution: { resolved: PROFILE } })
})

it('What the catalog alone answers is sent nowhere', () => {
  expect(scriptBedrock({ method: 'GET', target: '/v1/models' }).first()).toMatchObject({ by: 'catalog' })
})

it('What earlier answers have taught is there from the start', async () => {
  const body = `{"model":"${BARE}","max_tokens":1,"messages":[]}`
  const unknown = { status: 404, body: '<UnknownOperationException/>' }
  const bedrock = scriptBedrock({ target: '/v1/messages', body, says: (_, send) => (send === 1 ? unknown : undefined) })
  expect(bedrock.first()).toMatchObject({ route: NATIVE })
  await bedrock.call()
  const { route } = bedrock.first()
  expect(route).not.toBe(NATIVE)
  bedrock.advance(60 * 60_000)
  expect(bedrock.first()).toMatchObject({ route: NATIVE })
})
