import { describe, expect, it } from 'vitest'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { envelope, innerFrame, openEventStream } from '../fixtures/event-client.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { SONIC_REGION } from '../fixtures/sonic-conversation.ts'
import { CLIENT_ROLE, signerOf, startClientWorld, tokenOf } from '../fixtures/start-client-world.ts'

const OTHER_ROLE = 'arn:aws:iam::123456789012:role/ci'
const CONVERSE = modelPath('converse')
const BODY = '{"messages":[{"role":"user","content":[{"text":"hi"}]}]}'

describe('T19: with roles, a call is signed as the client whose call it is', () => {
  it('in a session with its name and its tags, of the role that is for it', async () => {
    const { proxy, bedrock, sessions } = await startClientWorld(['laptop', 'ci'], {
      roles: [{ arn: CLIENT_ROLE }, { arn: OTHER_ROLE, externalId: 'proxy/1' }],
      settings: {
        clients: new Map([['ci', { role: OTHER_ROLE, externalId: 'proxy/1', tags: new Map([['team', 'search']]) }]]),
      },
    })
    for (const client of ['laptop', 'ci', 'laptop']) {
      expect((await post(proxy.url, CONVERSE, BODY, { 'x-api-key': tokenOf(client) })).status).toBe(200)
    }
    expect(bedrock.requests.map(({ session }) => session?.name)).toEqual(['laptop', 'ci', 'laptop'])
    expect(sessions.all).toMatchObject([
      { name: 'laptop', roleArn: CLIENT_ROLE, tags: { client: 'laptop' } },
      { name: 'ci', roleArn: OTHER_ROLE, tags: { client: 'ci', team: 'search' } },
    ])
  })

  it('on every lane, reads of the control plane included; only what the proxy asks for itself is signed by itself', async () => {
    const { proxy, bedrock } = await startClientWorld(['laptop'], { settings: { discovery: 'auto' } })
    const headers = { 'x-api-key': tokenOf('laptop') }
    await post(proxy.url, '/guardrail/abc/version/1/apply', '{"source":"INPUT","content":[]}', headers)
    await post(proxy.url, '/v1/messages', '{"model":"claude-sonnet-4-6","max_tokens":5,"messages":[]}', headers)
    const own = bedrock.requests.filter((request) => signerOf(request) === 'OWN')
    expect(new Set(own.map(({ method }) => method))).toEqual(new Set(['GET']))
    const before = bedrock.requests.length
    for (const path of ['/inference-profiles', '/foundation-models']) {
      expect((await fetch(proxy.url + path, { headers })).status).toBe(200)
    }
    expect(bedrock.requests.slice(before).map(signerOf)).toEqual(['LAPTOP', 'LAPTOP'])
  })

  it('in a stream whose events are signed one by one', async () => {
    const catalog = catalogFromSnapshot(loadSnapshot(), SONIC_REGION)
    const { proxy, bedrock } = await startClientWorld(['laptop'], {
      settings: { region: SONIC_REGION },
      bedrock: { region: SONIC_REGION, catalog },
    })
    const { head, stream } = openEventStream(proxy.url, { 'x-api-key': tokenOf('laptop') })
    stream.write(envelope(innerFrame({ sessionStart: {} })))
    expect(await head).toMatchObject({ ':status': 200 })
    await expect.poll(() => bedrock.requests[0]?.events.length).toBe(1)
    expect(bedrock.requests.map(signerOf)).toEqual(['LAPTOP'])
  })

  it('and renewed alone where AWS calls its session ended', async () => {
    const { proxy, bedrock, sessions } = await startClientWorld(['laptop', 'ci'])
    const ask = (client: string) => post(proxy.url, CONVERSE, BODY, { 'x-api-key': tokenOf(client) })
    await Promise.all(['laptop', 'ci'].map(ask))
    sessions.end(({ name }) => name === 'laptop')
    const renewed = await ask('laptop')
    expect([renewed.status, renewed.headers.get('x-bedrock-proxy-attempts')]).toEqual([200, '2'])
    expect((await ask('ci')).headers.get('x-bedrock-proxy-attempts')).toBe('1')
    expect(sessions.all.map(({ name }) => name).toSorted()).toEqual(['ci', 'laptop', 'laptop'])
    expect(bedrock.requests.map(signerOf)).not.toContain('OWN')
  })

  it.each([
    ['sts:AssumeRole', [{ arn: OTHER_ROLE }]],
    ['sts:TagSession', [{ arn: CLIENT_ROLE, allowsTags: false }]],
  ])(
    'or not at all, where STS refuses: the answer names %s, and neither the role nor what STS said',
    async (permission, roles) => {
      const { proxy, bedrock } = await startClientWorld(['laptop'], { roles })
      const headers = { 'x-api-key': tokenOf('laptop') }
      for (const answer of [
        await post(proxy.url, CONVERSE, BODY, headers),
        await fetch(`${proxy.url}/inference-profiles`, { headers }),
      ]) {
        const text = await answer.text()
        expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException'])
        expect(text).toContain(`no session for the client laptop: ${permission} is not allowed`)
        expect(text).not.toMatch(/arn:|User:/)
      }
      expect(bedrock.requests).toEqual([])
      await expect.poll(proxy.log).toContain(CLIENT_ROLE)
      expect(proxy.log().match(/"kind":"session-denied"/g)).toHaveLength(1)
    },
  )

  it('or not at all, where STS cannot be asked: the client may try again', async () => {
    const { proxy, bedrock, sts } = await startClientWorld(['laptop'])
    await sts.close()
    const answer = await post(proxy.url, CONVERSE, BODY, { 'x-api-key': tokenOf('laptop') })
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([503, 'ServiceUnavailableException'])
    expect(bedrock.requests).toEqual([])
  })

  it('and what AWS forbids a client, the catalog of the proxy does not tell it either', async () => {
    const { proxy, bedrock } = await startClientWorld(['laptop'])
    bedrock.troubleControlPlane('denied')
    const headers = { 'x-api-key': tokenOf('laptop') }
    const listed = await fetch(`${proxy.url}/inference-profiles`, { headers })
    expect([listed.status, bedrock.requests.map(signerOf)]).toEqual([403, ['LAPTOP']])
  })
})
