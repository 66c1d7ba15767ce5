import { expect, it } from 'vitest'
import { derivedKeyPair } from '../../../src/aws/derived-key-pair.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../../src/catalog/load-snapshot.ts'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { makeConnection } from '../../../src/cli/connect/make-connection.ts'
import { policyWith } from '../../fixtures/policy.ts'

const ROW = findAgent('opencode')
const PLACE = { host: '127.0.0.1', port: 8223, region: 'eu-central-1' }
const CHOICE = {
  catalog: catalogFromSnapshot(loadSnapshot(), 'eu-central-1'),
  policy: policyWith(),
  today: '2026-11-22',
}

it.each([
  ['127.0.0.1', 'http://127.0.0.1:8223'],
  ['::1', 'http://[::1]:8223'],
  ['0.0.0.0', 'http://127.0.0.1:8223'],
  ['::', 'http://127.0.0.1:8223'],
  ['proxy.internal', 'http://proxy.internal:8223'],
])('a proxy that listens on %s is reached at %s', (host, url) => {
  expect(makeConnection(ROW, { ...PLACE, host }, CHOICE, {}).url).toBe(url)
})

it.each([
  ['https://proxy.example/eu/', 'https://proxy.example/eu'],
  ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
])('the URL %s is told as %s', (url, told) => {
  expect(makeConnection(ROW, PLACE, CHOICE, { url }).url).toBe(told)
})

it.each(['', 'x', 'ftp://x', 'http://me:secret@x', 'http://x/?a=1', 'http://x/#a'])(
  '%s is no URL of a proxy',
  (url) => {
    expect(() => makeConnection(ROW, PLACE, CHOICE, { url })).toThrow(/^--url: must be the URL of this proxy/)
  },
)

it('a proxy on a unix socket has a host that is only a name', () => {
  const place = { ...PLACE, socket: '/run/proxy.sock' }
  expect(makeConnection(ROW, place, CHOICE, {})).toMatchObject({ url: 'http://localhost', socket: '/run/proxy.sock' })
  expect(makeConnection(ROW, place, CHOICE, { url: 'http://127.0.0.1:1' })).not.toHaveProperty('socket')
})

it('a model has the name by which the agent knows it', () => {
  const { large } = makeConnection(findAgent('codex'), PLACE, CHOICE, { model: 'openai.gpt-6.1-sol' })
  expect(large).toEqual({ modelId: 'global.openai.gpt-6.1-sol', name: 'GPT-6.1 Sol' })
  expect(makeConnection(findAgent('codex'), PLACE, CHOICE, { model: 'my.own' }).large.modelId).toBe('my.own')
})

it('any port has no URL that could be told', () => {
  expect(() => makeConnection(ROW, { ...PLACE, port: 0 }, CHOICE, {})).toThrow(/^--port: 0 is any free port/)
})

it('the token is the client token, or a word where there is none', () => {
  expect(makeConnection(ROW, PLACE, CHOICE, {})).toMatchObject({
    token: 'local',
    isTokenRequired: false,
    keyPair: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  expect(
    makeConnection(ROW, { ...PLACE, clientToken: [{ name: 'laptop', token: 's3cret' }] }, CHOICE, {}),
  ).toMatchObject({
    token: 's3cret',
    isTokenRequired: true,
    isTokenNew: false,
    keyPair: derivedKeyPair('s3cret'),
  })
})

it('a model that a person names is taken as it is, with the catalog’s name where it has one', () => {
  const { large, small, models } = makeConnection(ROW, PLACE, CHOICE, {
    model: 'anthropic.claude-sonnet-4-6',
    smallModel: 'my.own',
  })
  expect([large, small]).toEqual([
    { modelId: 'anthropic.claude-sonnet-4-6', name: 'Claude Sonnet 4.6' },
    { modelId: 'my.own', name: 'my.own' },
  ])
  expect(models).toEqual([large, small])
})

it('one model for both stands in the list once', () => {
  expect(makeConnection(ROW, PLACE, CHOICE, { model: 'a.b', smallModel: 'a.b' }).models).toHaveLength(1)
})

it('a model that no request could name is refused', () => {
  expect(() => makeConnection(ROW, PLACE, CHOICE, { model: '../x' })).toThrow()
})
