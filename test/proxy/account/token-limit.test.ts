import { describe, expect, it } from 'vitest'
import { tokenLimitOf } from '../../../src/proxy/account/token-limit.ts'
import { unhashedBody } from '../../../src/proxy/body.ts'

const limitOf = (body: string) => tokenLimitOf(unhashedBody([Buffer.from(body)]))

describe('The limit that a request sets for its answer', () => {
  it.each([
    ['{"max_tokens":5}', 5],
    ['{"messages":[{"max_tokens":7}],"max_completion_tokens":6}', 6],
    ['{"max_output_tokens":64000,"input":"max_tokens"}', 64_000],
    ['{"inferenceConfig":{"temperature":0,"maxTokens":9}}', 9],
    ['{"inferenceConfig":{"max_new_tokens":8}}', 8],
    ['{"textGenerationConfig":{"maxTokenCount":3}}', 3],
    ['{"max_gen_len":2}', 2],
    ['{"messages":[]}', 'unset'],
    ['{"max_tokens":null}', 'unset'],
    ['{"max_tokens":', undefined],
    ['no JSON', undefined],
    ['', undefined],
  ])('of %s is %s', (body, limit) => expect(limitOf(body)).toBe(limit))

  it('is looked for in turns where the body is long', async () => {
    const long = `{"system":"${'x'.repeat(600_000)}","max_tokens":4}`
    const limit = limitOf(long)
    expect(limit).toBeInstanceOf(Promise)
    expect(await limit).toBe(4)
    expect(await limitOf(long.slice(0, -1))).toBeUndefined()
  })
})
