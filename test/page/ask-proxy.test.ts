import { describe, expect, it } from 'vitest'
import { askFor, askForDecision, askForModels } from '../../src/page/ask-proxy.ts'
import { DECISION } from './page-requests.ts'

const { signal } = new AbortController()

describe('A question to the proxy', () => {
  it.each([
    ['secret', { authorization: 'Bearer secret' }],
    [undefined, {}],
  ])('shows the token %s in a header and nowhere else', async (token, headers) => {
    const asked: unknown[] = []
    const fetch = async (...given: unknown[]) => {
      asked.push(given)
      return new Response()
    }
    await askFor({ fetch, token: () => token }, '/-/state', signal)
    expect(asked).toEqual([['/-/state', { signal, cache: 'no-store', headers }]])
  })

  it('asks for an identifier whatever is in it', async () => {
    const paths: unknown[] = []
    const fetch = async (path: unknown) => {
      paths.push(path)
      return Response.json(DECISION)
    }
    const answer = await askForDecision({ fetch, token: () => undefined }, 'a&b=c/d', signal)
    expect(paths).toEqual(['/-/resolve?model=a%26b%3Dc%2Fd'])
    expect(answer).toEqual({ kind: 'decision', decision: DECISION })
  })

  it.each([
    [Response.json({ message: 'No such Region.' }, { status: 400 }), 'No such Region.'],
    [Response.json({}, { status: 500 }), 'The proxy answered 500.'],
    [new Response('<html>'), 'The proxy does not answer.'],
  ])('that is not answered as it should be is a sentence', async (response, message) => {
    const answer = await askForDecision({ fetch: async () => response, token: () => undefined }, 'a', signal)
    expect(answer).toEqual({ kind: 'problem', message })
  })

  it('that was given up has no answer', async () => {
    const fetch = async () => {
      throw new Error('aborted')
    }
    const asking = { fetch, token: () => undefined }
    await expect(askForDecision(asking, 'a', AbortSignal.abort())).rejects.toThrow('aborted')
  })

  it.each([
    [async () => Response.json({ models: [] }), []],
    [async () => new Response('', { status: 503 }), undefined],
    [() => Promise.reject(new TypeError('no network')), undefined],
  ])('for the models gives them, or nothing', async (fetch, models) => {
    expect(await askForModels({ fetch, token: () => undefined }, signal)).toEqual(models)
  })
})
