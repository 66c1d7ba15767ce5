import { expect, it } from 'vitest'
import { callDirectly } from '../../../src/cli/demo/call-directly.ts'
import { fetchClient } from '../../../src/cli/demo/fetch-client.ts'
import { BARE_ID, PROFILE_ID, startTarget } from './frankfurt-target.ts'

it("gives back Bedrock's refusal", async () => {
  const { target } = await startTarget()
  expect(await callDirectly(fetchClient, target, BARE_ID)).toMatchObject({ name: 'ValidationException' })
})

it('throws where Bedrock answers', async () => {
  const { target } = await startTarget()
  await expect(callDirectly(fetchClient, target, PROFILE_ID)).rejects.toThrow('there was nothing to mend')
})

it('throws where Bedrock refuses for another reason', async () => {
  const { target } = await startTarget()
  const stranger = { ...target, bearerToken: 'wrong' }
  await expect(callDirectly(fetchClient, stranger, BARE_ID)).rejects.not.toMatchObject({ name: 'ValidationException' })
})
