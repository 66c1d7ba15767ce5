import { describe, expect, it } from 'vitest'
import { fitOf, takeApart } from '../../src/bedrock/model-version.ts'

describe('takeApart', () => {
  it.each([
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'anthropic.claude-haiku-4-5', '20251001', '1', '0'],
    ['anthropic.claude-haiku-4-5-20251001', 'anthropic.claude-haiku-4-5', '20251001', undefined, undefined],
    ['anthropic.claude-3-5-sonnet-20241022-v2', 'anthropic.claude-3-5-sonnet', '20241022', '2', undefined],
    ['anthropic.claude-opus-4-6-v1', 'anthropic.claude-opus-4-6', undefined, '1', undefined],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet', undefined, undefined, undefined],
    ['amazon.titan-embed-text-v2:0', 'amazon.titan-embed-text', undefined, '2', '0'],
    ['anthropic.claude-sonnet-4-6:0', 'anthropic.claude-sonnet-4-6', undefined, undefined, '0'],
    ['mistral.mistral-7b-instruct-v0:2', 'mistral.mistral-7b-instruct', undefined, '0', '2'],
    ['openai.gpt-oss-120b-1:0', 'openai.gpt-oss-120b', undefined, '1', '0'],
    ['openai.gpt-oss-120b-1', 'openai.gpt-oss-120b', undefined, '1', undefined],
  ])('reads %s', (id, stem, date, version, minor) => {
    expect(takeApart(id)).toEqual({ stem, date, version, minor })
  })

  it.each([
    'anthropic.claude-opus-4-1',
    'anthropic.claude-sonnet-4',
    'cohere.rerank-v3-5',
    'deepseek.v3.2',
    'mistral.voxtral-mini-3b-2507',
    'mistral.magistral-small-2509',
    'amazon.titan-embed-g1-text-02',
    'amazon.nova-lite-v1:0:24k',
    'anthropic.claude-3-haiku-20240307-v1:0:200k',
    'anthropic.claude-sonnet-4-6-V1',
    '',
    'a\nb-v1:0',
  ])('finds no version in "%s"', (id) => {
    expect(takeApart(id)).toEqual({ stem: id, date: undefined, version: undefined, minor: undefined })
  })
})

describe('fitOf', () => {
  it.each([
    ['a.m', 'a.m-20250101-v1:0'],
    ['a.m-v1', 'a.m-20250101-v1:0'],
    ['a.m-20250101', 'a.m-20250101-v1:0'],
    ['a.m-20250102', 'a.m-20250101-v1:0'],
    ['a.m-20250101-v1:1', 'a.m-20250101-v1:0'],
    ['a.m-20250101-v1:0', 'a.m-20250101-v2:0'],
    ['a.m-20250101-v1:0', 'a.m'],
    ['a.m-v1:0', 'a.m'],
    ['a.m', 'a.m-v2:0'],
  ])('takes %s for %s', (written, listed) => {
    expect(fitting(written, listed)).toBeGreaterThanOrEqual(0)
  })

  it.each([
    ['a.m', 'a.n'],
    ['a.m', 'a.m-2'],
    ['a.m-v2:0', 'a.m-v1:0'],
    ['a.m-v2', 'a.m-v1'],
    ['a.m-v2:0', 'a.m'],
    ['a.m-v2', 'a.m'],
    ['a.m-20250101-v1:0', 'a.m-20250202-v2:0'],
    ['a.m-v2:0', 'a.m-20250101-v1:0'],
    ['A.m', 'a.m'],
  ])('never takes %s for %s, which is another model', (written, listed) => {
    expect(fitting(written, listed)).toBeUndefined()
  })

  it.each([
    ['the right date, whatever the version', 'a.m-20250202-v1:0', 'a.m-20250202-v2:0', 'a.m-20250101-v1:0'],
    ['a missing date', 'a.m-20250202', 'a.m-v1:0', 'a.m-20250101-v1:0'],
    ['the right version', 'a.m-v1', 'a.m-v1:0', 'a.m'],
    ['the right minor version', 'a.m-v1:1', 'a.m-v1:1', 'a.m-v1:0'],
    ['a missing minor version', 'a.m-v1:2', 'a.m-v1', 'a.m-v1:0'],
    ['no date and no version, where none is written', 'a.m', 'a.m', 'a.m-20250101-v1:0'],
  ])('prefers %s', (_, written, better, worse) => {
    expect(fitting(written, better)).toBeGreaterThan(Number(fitting(written, worse)))
  })

  it.each([
    ['a.m', 'a.m-v1', 'a.m-v2:0'],
    ['a.m', 'a.m-20250101-v1:0', 'a.m-20250202-v2:0'],
    ['a.m-v1', 'a.m-v1:0', 'a.m-v1:1'],
    ['a.m-v1:2', 'a.m-v1:0', 'a.m-v1:1'],
    ['a.m-20250303', 'a.m-20250101-v1:0', 'a.m-20250202-v2:0'],
  ])('finds that %s fits %s as well as %s', (written, one, other) => {
    expect(fitting(written, one)).toBe(fitting(written, other))
  })
})

function fitting(written: string, listed: string): number | undefined {
  return fitOf(takeApart(written), takeApart(listed))
}
