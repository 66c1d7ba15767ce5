import { expect, it, onTestFinished, vi } from 'vitest'
import { SEED } from '../fixtures/check-property.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { type ClientWorld, signerOf, startClientWorld, tokenOf } from '../fixtures/start-client-world.ts'

const CLIENTS = Array.from({ length: 200 }, (_, number) => `client${String(number).padStart(3, '0')}`)
const AT_ONCE = 40
const ROUNDS = Math.ceil(Number(process.env.PROPERTY_CASES ?? 1_000) / 300)
/** What a request of a client may come to, whatever STS and Bedrock do. */
const OUTCOMES = [200, 403, 404, 503]

/** The ways to ask for something, each with the client's name in what Bedrock gets to see. */
const REQUESTS: readonly ((url: string, client: string, headers: Record<string, string>) => Promise<Response>)[] = [
  (url, client, headers) => post(url, modelPath('converse'), bodyOf(client), headers),
  (url, client, headers) => post(url, modelPath('converse-stream'), bodyOf(client), headers),
  (url, client, headers) => fetch(`${url}/inference-profiles/of-${client}`, { headers }),
  (url, client, headers) => post(url, '/guardrail/abc/version/1/apply', bodyOf(client), headers),
]

/** What befalls the world between two rounds. */
const BEFALLS: readonly ((world: ClientWorld, random: () => number) => void)[] = [
  ({ sessions }, random) => sessions.end(({ name }) => hash(name) % 3 === Math.floor(random() * 3)),
  ({ sessions }) => sessions.end(),
  ({ sts }, random) => sts.trouble('throttled', isAbout(Math.floor(random() * 4))),
  ({ sts }, random) => sts.trouble('region-disabled', isAbout(Math.floor(random() * 4))),
  ({ sts }) => sts.trouble('garbage', isAbout(1)),
  ({ bedrock }) => {
    for (let i = 0; i < 5; i++) bedrock.misbehave({ kind: 'reset-before-head' })
  },
  (_, random) => vi.setSystemTime(Date.now() + Math.floor(random() * 70) * 60_000),
  ({ sts }) => sts.trouble(),
]

it("no request of a client is ever signed with another's session, nor with the proxy's own credentials", async () => {
  const seed = Number(process.env.PROPERTY_SEED ?? SEED ?? Math.floor(Math.random() * 2 ** 31))
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const random = mulberry32(seed)
  const world = await startClientWorld(CLIENTS, { bedrock: { maxKeptRequests: Number.POSITIVE_INFINITY } })
  const statuses: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const asks = Array.from({ length: AT_ONCE }, async () => {
      const client = pick(CLIENTS, random)
      const response = await pick(REQUESTS, random)(world.proxy.url, client, { 'x-api-key': tokenOf(client) })
      await response.text()
      return response.status
    })
    setImmediate(() => pick(BEFALLS, random)(world, random))
    statuses.push(...(await Promise.all(asks)))
    pick(BEFALLS, random)(world, random)
  }
  const strays = world.bedrock.requests.filter((request) => {
    const told = `${request.path} ${request.body.toString()}`
    const [asking = 'nobody'] = /client\d{3}/.exec(told) ?? []
    const isOther = request.session !== undefined && request.session.name !== asking
    return isOther || signerOf(request) !== asking.toUpperCase()
  })
  expect(strays, `PROPERTY_SEED=${seed}`).toEqual([])
  expect(
    statuses.filter((status) => !OUTCOMES.includes(status)),
    `PROPERTY_SEED=${seed}`,
  ).toEqual([])
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(statuses.length / 10)
  expect(new Set(world.sts.requests.map(signerOf))).toEqual(new Set(['OWN']))
}, 60_000)

function bodyOf(client: string): string {
  return JSON.stringify({ messages: [{ role: 'user', content: [{ text: client }] }], content: [], source: 'INPUT' })
}

function isAbout(third: number): (request: { readonly body: Buffer }) => boolean {
  return ({ body }) => hash(/client\d{3}/.exec(body.toString())?.[0] ?? '') % 4 === third
}

function hash(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item
}

/** Small, and the same everywhere: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c (public domain). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
