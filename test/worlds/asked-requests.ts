import type { Chance } from './chance.ts'
import type { Asked } from './client-request.ts'
import { tokenOf } from './world-proxy.ts'

/** A request that a client makes, and how much of it can be told on the other side byte by byte. */
export type WorldRequest = Asked & {
  /** The model as the client names it; undefined where it names none. */
  readonly model: string | undefined
  /** The name of the client token that it shows. */
  readonly name: string | undefined
  /** What becomes of it on the way: nothing but the model, nothing but what AWS refuses, or another request. */
  readonly way: 'as-is' | 'translated'
  /** True where a refusal comes in the words of a vendor's API. */
  readonly isVendors: boolean
}

/** What requests are made of. */
export type Wishes = {
  readonly models: readonly string[]
  /** Regions that may stand before a path. */
  readonly regions: readonly string[]
  /** Names of clients; none where they have none. */
  readonly names: readonly string[]
}

/** A member that no model knows: Bedrock refuses it by name. */
export const UNKNOWN_MEMBER = '"no_such_field":1,'

const ANTHROPIC = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 64 }
const MESSAGES = [{ role: 'user', content: 'Say hello.' }]
const CONVERSE = { messages: [{ role: 'user', content: [{ text: 'Say hello.' }] }] }

type Shape = { readonly path: string; readonly body?: object; readonly way?: 'translated' }

const inPath = (operation: string, body: object) => (model: string) => ({
  path: `/model/${encodeURIComponent(model)}/${operation}`,
  body,
})
const inBody = (path: string, body: object, way?: 'translated') => (model: string) => ({
  path,
  body: { model, ...body },
  ...(way && { way }),
})

const WITH_MODEL: readonly ((model: string) => Shape)[] = [
  inPath('converse', CONVERSE),
  inPath('converse-stream', CONVERSE),
  inPath('invoke', { ...ANTHROPIC, messages: MESSAGES }),
  inPath('invoke-with-response-stream', { ...ANTHROPIC, messages: MESSAGES }),
  inPath('count-tokens', { input: { converse: CONVERSE } }),
  inBody('/openai/v1/chat/completions', { messages: MESSAGES }),
  inBody('/v1/chat/completions', { messages: MESSAGES, stream: true }),
  inBody('/openai/v1/responses', { input: 'Say hello.', stream: true }),
  inBody('/anthropic/v1/messages', { max_tokens: 64, messages: MESSAGES }, 'translated'),
  inBody('/v1/messages', { max_tokens: 64, messages: MESSAGES, stream: true }, 'translated'),
  inBody('/v1/messages/count_tokens', { messages: MESSAGES }, 'translated'),
]

const WITHOUT: readonly Shape[] = [
  { path: '/guardrail/abc/version/1/apply', body: { source: 'INPUT', content: [] } },
  { path: '/async-invoke' },
  { path: '/inference-profiles', way: 'translated' },
  { path: '/v1/models', way: 'translated' },
]

/** Makes up a request. */
export function askSomething(chance: Chance, number: number, { models, regions, names }: Wishes): WorldRequest {
  const model = chance.percent(88) ? chance.pick(models) : undefined
  const { path, body, way = 'as-is' } = model === undefined ? chance.pick(WITHOUT) : chance.pick(WITH_MODEL)(model)
  const region = chance.percent(15) ? `/${chance.pick(regions)}` : ''
  const bytes = body ? written(body, chance) : Buffer.alloc(0)
  const name = names.length > 0 ? chance.pick(names) : undefined
  return {
    method: body ? 'POST' : 'GET',
    url: `${region}${path}`,
    headers: {
      host: '127.0.0.1:8223',
      'user-agent': `client-${number}`,
      ...(name !== undefined && { 'x-api-key': tokenOf(name) }),
      ...(body && { 'content-type': 'application/json' }),
      ...(body && chance.percent(70) && { 'content-length': String(bytes.length) }),
      ...(chance.percent(10) && { 'anthropic-beta': 'effort-2025-11-24,no-such-beta-2099-01-01' }),
    },
    body: bytes,
    model,
    name,
    way,
    isVendors: path.includes('/v1/'),
  }
}

/** Blanks mean nothing to a reader of JSON, and must arrive all the same; what AWS refuses by name may be taken out. */
function written(body: object, chance: Chance): Buffer {
  const text = JSON.stringify(body)
  const blanks = ' '.repeat(chance.percent(20) ? chance.between(1, 5000) : 0)
  return Buffer.from(`{${chance.percent(10) ? UNKNOWN_MEMBER : ''}${text.slice(1, -1)}${blanks}}`)
}
