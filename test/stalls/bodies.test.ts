import { gzipSync } from 'node:zlib'
import { it } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { expectNoStall, large, NAMED, send, startProxy, startUpstream } from './hostile.ts'

const BODIES: readonly (readonly [what: string, body: Buffer])[] = [
  ['tiny members', large(NAMED, '"a":1,', '"z":1}')],
  ['tiny members of a member', large(`${NAMED}"x":{`, '"a":1,', '"z":1}}')],
  ['tiny members with escapes', large(`${NAMED}"thinking":{`, '"\\u0061":1,', '"z":1}}')],
  ['tiny elements', large(`${NAMED}"tools":[`, '{},', '{}]}')],
  ['flags', large(`${NAMED}"anthropic_beta":[`, '"a",', '"a"]}')],
  ['quotes in a string', large(`${NAMED}"x":"`, '\\"', '"}')],
  ['brackets', large(`${NAMED}"x":`, '[', '')],
  ['white space', large(NAMED, ' ', '"z":1}')],
  ['text', large(`${NAMED}"x":"`, 'some text ', '"}')],
  ['a model of 32 MB', large('{"model":"', 'a', '"}')],
  ['gzip', gzipSync(large(`${NAMED}"x":{`, '"a":1,', '"z":1}}'))],
]

const ROUTES = [
  '/openai/v1/chat/completions',
  '/v1/messages',
  '/v1/messages/count_tokens',
  modelPath('converse'),
  '/async-invoke',
]

it.each(BODIES)('A body of %s stalls nobody, on whatever route', async (what, body) => {
  const headers: Record<string, string> = what === 'gzip' ? { 'content-encoding': 'gzip' } : {}
  const url = await startProxy(await startUpstream(() => ({ chunks: [Buffer.from('{"inputTokens":1}')] })))
  for (const route of ROUTES) {
    await expectNoStall(url, `${what} on ${route}`, () => send(`${url}${route}`, body, headers))
  }
})

/** What a refusal names, and a body that has it a million times. */
const REFUSED: readonly (readonly [what: string, refusal: string, body: Buffer])[] = [
  [
    'a member of every tool',
    'tools.0.x: Extra inputs are not permitted',
    large(`${NAMED}"tools":[`, '{"x":1},', '{}]}'),
  ],
  [
    'a member of 9,000 tools',
    'tools.0.x: Extra inputs are not permitted',
    large(`${NAMED}"y":"${'y'.repeat(30_000_000)}","tools":[`, '{"x":1},', '{}]}', 72_000),
  ],
  [
    'members by the hundred',
    Array.from({ length: 400 }, (_, i) => `tools.0.a.b.c.x${i}: Extra inputs are not permitted`).join(' '),
    large(`${NAMED}"y":"${'y'.repeat(30_000_000)}","tools":[`, '{"a":{"b":{"c":{"x7":1}}}},', '{}]}', 200_000),
  ],
  ['flags', 'invalid beta flag', large(`${NAMED}"anthropic_beta":[`, '"a",', '"a"]}')],
  ['9,000 flags', 'invalid beta flag', large(`${NAMED}"anthropic_beta":[`, '"a",', '"a"]}', 36_000)],
  ['a path without an end', 'a.'.repeat(32_000), large(NAMED, ' ', '"z":1}')],
  ['a word without an end', `${'a'.repeat(60_000)}: Extra`, large(NAMED, ' ', '"z":1}')],
  ['pointers', '#/a/b/c/d/e'.repeat(6_000), large(NAMED, ' ', '"z":1}')],
]

it.each(REFUSED)('A refusal of %s stalls nobody', async (what, message, body) => {
  const refusal = Buffer.from(JSON.stringify({ message }))
  const upstream = await startUpstream(() => ({
    status: 400,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' },
    chunks: [refusal],
  }))
  const url = await startProxy(upstream)
  for (const route of [
    modelPath('invoke'),
    '/v1/messages',
    '/v1/messages/count_tokens',
    '/openai/v1/chat/completions',
  ]) {
    await expectNoStall(url, `${what} on ${route}`, () => send(`${url}${route}`, body))
  }
})
