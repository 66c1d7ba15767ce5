import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { isIdentifier } from '../../src/bedrock/model-identifier.ts'
import { OPERATIONS, type Operation } from '../../src/bedrock/operations.ts'
import { requestTarget } from '../../src/http/query-string.ts'
import { type MatchedOperation, matchOperation, operationPath } from '../../src/proxy/match-operation.ts'
import { matchRoute } from '../../src/simulator/match-route.ts'
import { checkProperty } from '../fixtures/check-property.ts'

const LETTERS = [...'abcXYZ019._:-'] as const
const ID = fc
  .tuple(fc.constantFrom('a', 'Z', '0'), fc.array(fc.constantFrom(...LETTERS), { maxLength: 40 }))
  .map(([first, rest]) => first + rest.join(''))
  .filter((id) => !id.includes('..'))
const ARN = ID.map((id) => `arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${id}`)
const LABELS = fc.array(fc.oneof(ID, ARN), { minLength: 3, maxLength: 3 })
const QUERY = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), { maxLength: 3 })

/** What attacks on a path are made of. */
const PIECES = [
  '/',
  '//',
  '..',
  '.',
  '%2e',
  '%2E%2e',
  '%2f',
  '%2F',
  '%5c',
  '\\',
  '%00',
  '\0',
  '%',
  '%25',
  '%252f',
  '%zz',
  '%c0%af',
]
const MORE_PIECES = [
  '?',
  '#',
  ':',
  '%3A',
  '%3F',
  '%0d%0a',
  '\r\n',
  ' ',
  '+',
  ';',
  '@',
  'é',
  'a',
  'model',
  'invoke',
  'arn:',
  'converse',
]
const HOSTILE = fc
  .array(fc.oneof(fc.constantFrom(...PIECES, ...MORE_PIECES), ID, fc.string({ maxLength: 3, unit: 'binary' })), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join(''))

/** A label with some of its letters percent-encoded, the slash always. */
const SPELLED = fc.tuple(fc.oneof(ID, ARN), fc.infiniteStream(fc.nat(3))).map(([label, dice]) => ({
  label,
  spelled: label.replace(/./g, (letter) => (letter === '/' || dice.next().value === 0 ? encoded(letter) : letter)),
}))
const SLASH = fc.constantFrom('/', '/', '//', '///')

describe('The path grammar', () => {
  it('takes a path that it has made for the same operation and labels, with what it knows of the query', () => {
    checkProperty(
      fc.property(fc.constantFrom(...OPERATIONS), LABELS, QUERY, (operation, all, query) => {
        const labels = all.slice(0, labelCount(operation))
        const matched = matchOperation(operation.method, requestTarget(operationPath(operation, labels), query))
        expect(matched).toEqual({ operation, labels, query: query.filter(([name]) => operation.query.includes(name)) })
      }),
    )
  })

  it('takes labels however they are percent-encoded, and slashes however often they are repeated', () => {
    const labels = fc.array(SPELLED, { minLength: 3, maxLength: 3 })
    checkProperty(
      fc.property(fc.constantFrom(...OPERATIONS), labels, SLASH, (operation, all, slash) => {
        const given = all.slice(0, labelCount(operation))
        const target = withLabels(
          operation,
          given.map(({ spelled }) => spelled),
        ).replaceAll('/', slash)
        const matched = matchOperation(operation.method, target)
        expect(matched).toEqual({ operation, labels: given.map(({ label }) => label), query: [] })
        expectClean(matched, operation.method, target)
      }),
    )
  })

  it('makes a clean path of the same operation out of whatever it takes', () => {
    const once = SPELLED.map(({ spelled }) => spelled)
    const label = fc.oneof(
      HOSTILE,
      once,
      once.map((spelled) => spelled.replaceAll('%', '%25')),
    )
    const end = fc.oneof(fc.constant(''), HOSTILE)
    checkProperty(
      fc.property(fc.constantFrom(...OPERATIONS), fc.tuple(label, label), end, (operation, labels, rest) => {
        expectCleanOrRefused(operation.method, withLabels(operation, labels) + rest)
      }),
    )
  })

  it('takes nothing else, whatever the target', () => {
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'get', '')
    checkProperty(
      fc.property(methods, fc.array(HOSTILE), (method, parts) => expectCleanOrRefused(method, parts.join('/'))),
    )
  })
})

/** Paths as they may go upstream: the characters that `encodeURIComponent` leaves, and no dot segment. */
const CLEAN = /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9_.!~*'()-]|%[0-9A-F]{2})+)+$/

function expectCleanOrRefused(method: string, target: string): void {
  const matched = matchOrRefuse(method, target)
  // Any string may be a name for a model; what cannot stand in a path is refused when it is resolved.
  const isNameOnly = matched?.operation.model.in === 'path' && !isIdentifier(matched.labels[0] ?? '')
  if (matched && !isNameOnly) expectClean(matched, method, target)
}

function expectClean(matched: MatchedOperation, method: string, target: string): void {
  const path = operationPath(matched.operation, matched.labels)
  expect(path).toMatch(CLEAN)
  expect(decodeURIComponent(path)).not.toMatch(/\.\.|\\|[^\x21-\x7e]/)
  expect(matchOperation(method, path)).toEqual({ ...matched, region: undefined, query: [] })
  expect(matchRoute(method, path)?.route.name).toBe(matched.operation.name)
  const words = wordsOf(target.split('?')[0] ?? '')
  const literals = wordsOf(matched.operation.path).filter((word) => !word.startsWith('{'))
  // Before them a base path may stand, between them a label of several segments: they come in their order all the same.
  expect(literals.filter((word) => words.splice(0, words.indexOf(word) + 1).at(-1) === word)).toEqual(literals)
}

function wordsOf(path: string): string[] {
  return path.split(/\/+/).filter((word) => word !== '')
}

const REFUSALS = ['unknown-operation', 'unsupported-operation', 'malformed-request', 'invalid-model-identifier']

function matchOrRefuse(method: string, target: string) {
  try {
    return matchOperation(method, target)
  } catch (error) {
    expect(error).toBeInstanceOf(ProxyError)
    expect(REFUSALS).toContain((error as ProxyError).code)
    return undefined
  }
}

function withLabels({ path }: Operation, labels: readonly string[]): string {
  return labels.reduce((soFar, label) => soFar.replace(/\{[A-Za-z]+\}/, () => label), path)
}

function encoded(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`
}

function labelCount({ path }: Operation): number {
  return path.split('{').length - 1
}
