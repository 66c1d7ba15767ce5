import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../src/bedrock/without-secrets.ts'
import { loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { checkProperty } from '../fixtures/check-property.ts'
import { SECRET_SHAPES } from '../fixtures/secret-shapes.ts'

describe.each(SECRET_SHAPES)('$what', ({ secret, shown }) => {
  it.each([
    ['alone', (text: string) => text],
    ['in a sentence', (text: string) => `No model is called "${text}". Name one.`],
    ['behind a geography', (text: string) => `eu.${text}`],
    ['behind a slash that is encoded', (text: string) => `a%2F${text}`],
    ['in a path', (text: string) => `/model/${text} `],
  ])('is not shown %s', (_where, around) => {
    const masked = withoutSecrets(around(secret))
    expect(masked).not.toContain(secret.slice(-8))
    expect(masked).toContain(shown)
  })
})

describe('What Bedrock calls things stays', () => {
  const { models } = loadSnapshot()
  const ids = Object.entries(models).flatMap(([id, { profiles = {} }]) => [id, ...Object.keys(profiles)])

  it('every model ID and profile ID of the snapshot, by itself and in ARNs', () => {
    expect(ids.length).toBeGreaterThan(100)
    for (const id of ids) for (const name of [id, `${id}[1m]`, ...arnsOf(id)]) expect(withoutSecrets(name)).toBe(name)
  })

  it('and the ARNs of what an account has', () => {
    const own = fc
      .tuple(
        fc.constantFrom(
          'application-inference-profile',
          'provisioned-model',
          'custom-model-deployment',
          'prompt-router',
        ),
        fc.stringMatching(/^[a-z0-9]{12}$/),
      )
      .map(([type, name]) => `arn:aws:bedrock:eu-central-1:123456789012:${type}/${name}`)
    checkProperty(fc.property(own, (arn) => withoutSecrets(arn) === arn))
  })

  it.each([
    'task-force-for-claude-in-production',
    'risk-and-desk-sk-team',
    'sk-hynix',
    'claude-sonnet-4-5@20250929',
    'sonnet',
    'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/JumpStart-Deepseek-R1-2026-01-01-10-00-00',
    '',
  ])('also %j', (name) => {
    expect(withoutSecrets(name)).toBe(name)
  })
})

it('A long text is looked through in one go, whatever it is made of', () => {
  for (const piece of [
    ':',
    '@',
    'a:',
    ':@',
    'eyJ',
    'sk-',
    'eyJaaaaaaaaaa.',
    '%40',
    '%25',
    'ABSK',
    '0123456789abcdef',
    '/a:',
  ]) {
    const text = piece.repeat(100_000 / piece.length)
    const startedAt = process.cpuUsage()
    for (const first of ['', '@', 'sk- ']) withoutSecrets(first + text)
    const { user } = process.cpuUsage(startedAt)
    expect(user, piece).toBeLessThan(1_000_000)
  }
})

function arnsOf(id: string): string[] {
  return [
    `arn:aws:bedrock:eu-central-1::foundation-model/${id}`,
    `arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:inference-profile/${id}`,
    encodeURIComponent(`arn:aws:bedrock:eu-central-1:123456789012:inference-profile/${id}`),
  ]
}
