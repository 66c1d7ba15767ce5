import { expect, it } from 'vitest'
import { claudeCodeHints } from '../../src/bedrock/claude-code-hints.ts'

it('reads session, agent and class', () => {
  const headers = {
    'x-claude-code-session-id': '5f3c-1',
    'x-claude-code-agent-id': 'agent_2',
    'x-claude-code-request-class': 'subagent',
    'x-claude-code-prompt-id': 'p',
  }
  expect(claudeCodeHints(headers)).toEqual({ session: '5f3c-1', agent: 'agent_2', requestClass: 'subagent' })
})

it.each([
  [{}, undefined],
  [{ 'x-claude-code-session-id': 'a\u001b[31m' }, undefined],
  [{ 'x-claude-code-session-id': 'x'.repeat(65) }, undefined],
  [{ 'x-claude-code-request-class': 'made-up-by-somebody' }, { requestClass: 'other' }],
  [{ 'x-claude-code-request-class': ['main', 'main'] }, { requestClass: 'other' }],
])('keeps what is odd out of the log and the labels: %j', (headers, hints) => {
  expect(claudeCodeHints(headers)).toEqual(hints)
})
