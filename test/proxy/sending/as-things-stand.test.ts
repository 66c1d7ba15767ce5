import { expect, it, vi } from 'vitest'
import type { Signer } from '../../../src/aws/signer.ts'
import { type Asked, asThingsStand } from '../../../src/proxy/sending/as-things-stand.ts'
import { policyWith } from '../../fixtures/policy.ts'

const POLICY = policyWith()
const ASKED = {
  headers: { 'x-claude-code-session-id': 's-1' },
  plan: { policy: POLICY },
  body: { chunks: [] },
} as unknown as Asked
const OF_LAPTOP = { inRegion: () => () => undefined } as unknown as Signer

const stand = (failover: 'on' | 'off', asked = ASKED) => {
  const parts = {
    failover: () => (failover === 'on' ? ({} as never) : undefined),
    repair: () => 'off' as const,
    metadata: () => ['client' as const],
    signerOf: vi.fn(() => OF_LAPTOP),
  }
  const reserve = vi.fn()
  const incoming = asThingsStand(asked, parts, { client: 'laptop', reserve }, { trace: undefined })
  return { parts, reserve, incoming }
}

it('takes the policy of the plan, and signs as the client that asked', () => {
  const { incoming, parts } = stand('off')
  expect(incoming).toMatchObject({ policy: POLICY, repair: 'off', signer: OF_LAPTOP })
  expect(parts.signerOf).toHaveBeenCalledWith('laptop')
  expect(incoming.metadata).toBeDefined()
})

it('asks for the conversation only where a failover has to keep it in its place', () => {
  expect(stand('off').incoming.conversation).toBeUndefined()
  expect(stand('on').incoming.conversation).toContain('laptop s-1')
})

it('takes room beside the body from what its client was granted', () => {
  const { incoming, reserve } = stand('off')
  incoming.hold(10)
  expect(reserve).toHaveBeenCalledWith(10)
})
