import { describe, expect, it } from 'vitest'
import { conversationOf } from '../../src/proxy/conversation.ts'
import { BodyLook, searchFor } from '../../src/proxy/look-into-body.ts'
import { matchOperation } from '../../src/proxy/match-operation.ts'
import { modelPath } from '../fixtures/model-requests.ts'

const LONG = 'You are an agent. '.repeat(200)
const SESSION = { 'x-claude-code-session-id': 'a1b2' }

/** The conversation of a body on a route, as it is found when the body comes in small pieces. */
function of(body: string, { target = modelPath('invoke'), client = 'alice', headers = {}, pieceBytes = 100 } = {}) {
  const look = new BodyLook(searchFor(matchOperation('POST', target).operation, true) as never)
  const bytes = Buffer.from(body)
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes) chunks.push(bytes.subarray(at, at + pieceBytes))
  for (const chunk of chunks) look.feed(chunk)
  return conversationOf(client, headers, { chunks, look: look.finish() })
}

describe('A conversation', () => {
  it('is the session that Claude Code names, of each client its own', () => {
    expect(of('{}', { headers: SESSION })).toBe('alice a1b2')
    expect(of('{}', { headers: SESSION, client: 'bob' })).toBe('bob a1b2')
    expect(conversationOf(undefined, SESSION, { chunks: [] })).toBe(' a1b2')
  })

  it.each([
    ['InvokeModel', modelPath('invoke'), (system: string) => ({ max_tokens: 9, system })],
    ['InvokeModel with blocks', modelPath('invoke'), (text: string) => ({ system: [{ type: 'text', text }] })],
    ['Converse', modelPath('converse'), (text: string) => ({ system: [{ text }] })],
    ['Messages', '/v1/messages', (system: string) => ({ model: 'm', system })],
    ['Responses', '/openai/v1/responses', (instructions: string) => ({ model: 'm', instructions })],
    ['Chat Completions', '/v1/chat/completions', (content: string) => ({ model: 'm', n: content.length * 0 })],
  ])('is told by the beginning of the system prompt: %s', (_, target, bodyOf) => {
    const turn = (system: string, said: string) =>
      JSON.stringify({ ...bodyOf(system), messages: [{ role: 'system', content: system }, said] })
    const first = of(turn(LONG, 'a'), { target })
    expect(first).toMatch(/^alice #[\w-]{43}$/)
    expect(of(turn(`${LONG} And more.`, 'a, b, c'), { target, pieceBytes: 7 })).toBe(first)
    expect(of(turn(`Other. ${LONG}`, 'a'), { target })).not.toBe(first)
    expect(of(turn(LONG, 'a'), { target, client: 'bob' })).not.toBe(first)
  })

  it('is told by its first message where there is no system prompt', () => {
    const body = (text: string) => JSON.stringify({ max_tokens: 1, messages: [{ role: 'user', content: text }] })
    expect(of(body('Hello'))).toBe(of(body('Hello')))
    expect(of(body('Hello'))).not.toBe(of(body('Good-bye')))
  })

  it.each(['', '[]', 'not JSON', '{"prompt":"Hello"}', '{"system":'])('is unknown where nothing tells: %s', (body) => {
    expect(of(body)).toBeUndefined()
  })

  it('shows nothing of the prompt', () => {
    expect(of('{"system":"secret"}')).not.toContain('secret')
  })
})
