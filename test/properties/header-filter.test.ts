import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endToEndResponseHeaders, forwardedRequestHeaders, headerObject } from '../../src/http/end-to-end-headers.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const FORWARDED = [
  'accept',
  'content-type',
  'user-agent',
  'anthropic-version',
  'anthropic-beta',
  'x-amzn-bedrock-trace',
]
const ENDING = [
  'authorization',
  'x-api-key',
  'x-amz-date',
  'x-amz-security-token',
  'cookie',
  'host',
  'origin',
  'expect',
]
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]
const ODD = ['__proto__', 'constructor', 'x-amzn-bedrock-', 'x-amzn-bedrock-trace ', 'xx-amzn-bedrock-trace', 'accept ']

/** What the proxy may pass on, said once more: this list is the promise. */
const MAY_GO_ON = /^(?:accept|content-type|user-agent|anthropic-version|anthropic-beta|x-amzn-bedrock-[a-z0-9-]+)$/

const NAME = fc.oneof(
  fc.constantFrom(...FORWARDED, ...ENDING, ...HOP_BY_HOP, ...ODD),
  fc.string({ minLength: 1, maxLength: 12 }),
)
const VALUE = fc.string({ maxLength: 12 })
const CONNECTION = fc
  .array(
    fc.tuple(
      NAME.filter((name) => !name.includes(',')),
      fc.constantFrom('', ' ', '\t'),
      fc.boolean(),
    ),
    { maxLength: 4 },
  )
  .map((names) =>
    names.map(([name, space, isUpper]) => `${space}${isUpper ? name.toUpperCase() : name}${space}`).join(','),
  )

describe('The request header filter', () => {
  const headers = fc
    .tuple(
      fc.array(fc.tuple(NAME, fc.oneof(VALUE, fc.array(VALUE, { minLength: 1, maxLength: 3 })))),
      fc.option(CONNECTION),
    )
    .map(([entries, connection]) =>
      withoutPrototype([...entries, ...(connection === null ? [] : [['connection', connection] as const])]),
    )
    .filter((all) => typeof all.connection !== 'object')

  it('lets on what is allowed and not named by connection, and nothing else', () => {
    checkProperty(
      fc.property(headers, (all) => {
        const forwarded = forwardedRequestHeaders(all)
        const named = namedBy(all.connection as string | undefined)
        const expected = Object.keys(all).filter((name) => MAY_GO_ON.test(name) && !named.includes(name))
        expect(Object.keys(forwarded).toSorted()).toEqual(expected.toSorted())
        for (const name of expected) expect(forwarded[name]).toBe([all[name]].flat().join(', '))
      }),
    )
  })
})

describe('The response header filter', () => {
  const lists = fc
    .tuple(fc.array(fc.tuple(NAME, VALUE)), fc.array(CONNECTION, { maxLength: 2 }), fc.nat())
    .map(([pairs, connections, at]) =>
      pairs.toSpliced(
        at % (pairs.length + 1),
        0,
        ...connections.map((value): [string, string] => ['Connection', value]),
      ),
    )

  it('drops what is of one hop or named by connection, and keeps the rest as it stands', () => {
    checkProperty(
      fc.property(lists, (pairs) => {
        const named = pairs
          .filter(([name]) => name.toLowerCase() === 'connection')
          .flatMap(([, value]) => namedBy(value))
        const expected = pairs.filter(
          ([name]) => !HOP_BY_HOP.includes(name.toLowerCase()) && !named.includes(name.toLowerCase()),
        )
        expect(endToEndResponseHeaders(pairs.flat())).toEqual(expected.flat())
      }),
    )
  })

  it('gathers every value under its name when it makes an object', () => {
    checkProperty(
      fc.property(fc.array(fc.tuple(NAME, VALUE)), (pairs) => {
        const object = headerObject(pairs.flat())
        for (const [name, value] of Object.entries(object)) {
          const values = pairs.filter(([other]) => other.toLowerCase() === name).map(([, one]) => one)
          expect([value].flat().join(', ')).toBe(values.join(', '))
        }
        expect(new Set(Object.keys(object))).toEqual(new Set(pairs.map(([name]) => name.toLowerCase())))
      }),
    )
  })
})

function namedBy(connection: string | undefined): string[] {
  return connection ? connection.split(',').map((name) => name.trim().toLowerCase()) : []
}

function withoutPrototype(
  entries: readonly (readonly [string, string | string[]])[],
): Record<string, string | string[]> {
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
