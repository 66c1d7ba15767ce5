import { ProxyError } from './errors.ts'
import { isGeography } from './geographies.ts'

/** A model identifier by its form alone; which models and profiles exist is the catalog's knowledge. */
export type ModelIdentifier =
  | { readonly form: 'id'; readonly id: string }
  | { readonly form: 'foundation-model-arn'; readonly modelId: string }
  | { readonly form: 'inference-profile-arn'; readonly profileId: string }
  | { readonly form: 'other-arn' }

/** The service model's limit for a model identifier, in characters. */
export const MAX_IDENTIFIER_LENGTH = 2048
const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:/-]*(?:\[\d{1,4}[km]\])?$/i
const ARN = /^arn:[a-z0-9-]+:(?:bedrock|sagemaker):[a-z0-9-]*:[0-9]*:([a-z-]+)\/(.+)$/

/**
 * Checks that a decoded identifier is one that may go into a URL path: 1 to 2048 characters of the service's set,
 * no `..`, and `/` only in an ARN.
 * @throws ProxyError `invalid-model-identifier`
 */
export function validateIdentifier(identifier: string): string {
  const problem = problemWithIdentifier(identifier)
  if (problem) throw new ProxyError('invalid-model-identifier', problem)
  return identifier
}

/** What keeps an identifier out of a URL path, and what to send in its place; undefined where nothing does. */
export function problemWithIdentifier(identifier: string): string | undefined {
  const problem = problemWith(identifier)
  return (
    problem &&
    `The identifier in this request ${problem}. Send a model ID such as anthropic.claude-sonnet-4-6, or an ARN.`
  )
}

/** True for what `validateIdentifier` lets through. */
export function isIdentifier(text: string): boolean {
  return problemWith(text) === undefined
}

function problemWith(identifier: string): string | undefined {
  if (identifier.length === 0) return 'is empty'
  if (identifier.length > MAX_IDENTIFIER_LENGTH) return `is longer than ${MAX_IDENTIFIER_LENGTH} characters`
  if (!IDENTIFIER.test(identifier)) return 'has a character that no Bedrock identifier has'
  if (identifier.includes('..')) return 'has ".." in it'
  if (identifier.includes('/') && !identifier.startsWith('arn:')) return 'has a "/" in it and is no ARN'
  return undefined
}

/**
 * The identifier without the size in brackets by which clients mark a context window, such as Claude Code's `[1m]`: Bedrock
 * has no such ID.
 */
export function withoutMarker(identifier: string): string {
  return identifier.endsWith(']') ? identifier.replace(MARKER, '') : identifier
}

const MARKER = /\[\d{1,4}[km]\]$/i

/** The Region that an ARN names; undefined for an ID, and for an ARN that names none. */
export function regionOfArn(identifier: string): string | undefined {
  return identifier.startsWith('arn:') ? identifier.split(':', 4)[3] || undefined : undefined
}

/** Tells the forms of identifier apart. Total: what is no ARN is an ID. */
export function parseModelIdentifier(identifier: string): ModelIdentifier {
  if (!identifier.startsWith('arn:')) return { form: 'id', id: identifier }
  const [, resourceType, resource] = ARN.exec(identifier) ?? []
  if (resourceType === 'foundation-model' && resource) return { form: 'foundation-model-arn', modelId: resource }
  if (resourceType === 'inference-profile' && resource) return { form: 'inference-profile-arn', profileId: resource }
  return { form: 'other-arn' }
}

/** The model or profile ID that an identifier is or holds; undefined for the ARNs of everything else. */
export function idWithin(identifier: string): string | undefined {
  const parsed = parseModelIdentifier(identifier)
  switch (parsed.form) {
    case 'id':
      return parsed.id
    case 'foundation-model-arn':
      return parsed.modelId
    case 'inference-profile-arn':
      return parsed.profileId
    case 'other-arn':
      return undefined
  }
}

/** True for the ARN of an inference profile, the account's own ones included. */
export function isProfileArn(identifier: string): boolean {
  return PROFILE_ARN.test(identifier)
}

const PROFILE_ARN = /^arn:[^/]*:(?:application-)?inference-profile\//

/**
 * The real geographies that an identifier names before a dot: in an ID or an ARN of whatever form, in letters of either
 * case. More than one only where the identifier is no real one.
 */
export function geographiesIn(identifier: string): string[] {
  return (identifier.toLowerCase().match(WORDS_BEFORE_DOTS) ?? []).filter(isGeography)
}

const WORDS_BEFORE_DOTS = /(?<=^|[./:])[a-z-]+(?=\.)/g
