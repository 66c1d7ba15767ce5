import type { SessionRequest } from './sessions.ts'
import { constraintBroken, StsRefusal } from './sts-refusal.ts'

/** What AssumeRole was asked, once every parameter holds. */
export type AssumeRole = SessionRequest & { readonly externalId: string | undefined }

/** A text of which STS takes certain ones only. Source: STS API reference, AssumeRole (2026-10). */
type TextRule = { readonly min: number; readonly max: number; readonly pattern: RegExp; readonly words: string }

const NAME: TextRule = { min: 2, max: 64, pattern: /^[\w+=,.@-]*$/, words: '[\\w+=,.@-]*' }
const EXTERNAL_ID: TextRule = { min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/, words: '[\\w+=,.@:\\/-]*' }
const ROLE: TextRule = { min: 20, max: 2048, pattern: /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/, words: 'arn:*' }
const TAG_KEY: TextRule = {
  min: 1,
  max: 128,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  words: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
}
const TAG_VALUE: TextRule = {
  ...TAG_KEY,
  min: 0,
  max: 256,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  words: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*',
}

const MAX_TAGS = 50
const MIN_DURATION_S = 900
const MAX_DURATION_S = 43_200
/** An hour, where nothing is asked for. */
const DEFAULT_DURATION_S = 3600

/**
 * Reads the parameters of AssumeRole and checks each as STS does.
 * @throws StsRefusal
 */
export function readAssumeRole(parameters: URLSearchParams): AssumeRole {
  const roleArn = checkText(parameters.get('RoleArn'), 'roleArn', ROLE)
  const name = checkText(parameters.get('RoleSessionName'), 'roleSessionName', NAME)
  const durationS = checkDuration(parameters.get('DurationSeconds'))
  const given = parameters.get('ExternalId')
  const externalId = given === null ? undefined : checkText(given, 'externalId', EXTERNAL_ID)
  return { roleArn, name, durationS, externalId, tags: readTags(parameters) }
}

function checkText(text: string | null, member: string, { min, max, pattern, words }: TextRule): string {
  if (text === null) throw constraintBroken(member, 'null', 'Member must not be null')
  if (text.length < min) throw constraintBroken(member, text, `Member must have length greater than or equal to ${min}`)
  if (text.length > max) throw constraintBroken(member, text, `Member must have length less than or equal to ${max}`)
  if (!pattern.test(text)) {
    throw constraintBroken(member, text, `Member must satisfy regular expression pattern: ${words}`)
  }
  return text
}

function checkDuration(text: string | null): number {
  if (text === null) return DEFAULT_DURATION_S
  const seconds = Number(text)
  if (!Number.isInteger(seconds)) throw new StsRefusal(400, 'MalformedInput', 'DurationSeconds is no whole number.')
  const rule = (words: string) => constraintBroken('durationSeconds', text, `Member must have value ${words}`)
  if (seconds < MIN_DURATION_S) throw rule(`greater than or equal to ${MIN_DURATION_S}`)
  if (seconds > MAX_DURATION_S) throw rule(`less than or equal to ${MAX_DURATION_S}`)
  return seconds
}

/** The query protocol numbers the members of a list from one. */
function readTags(parameters: URLSearchParams): Record<string, string> {
  const tags = new Map<string, [key: string, value: string]>()
  for (let i = 1; parameters.has(`Tags.member.${i}.Key`); i++) {
    const member = `tags.${i}.member`
    const key = checkText(parameters.get(`Tags.member.${i}.Key`), `${member}.key`, TAG_KEY)
    const value = checkText(parameters.get(`Tags.member.${i}.Value`), `${member}.value`, TAG_VALUE)
    if (/^aws:/i.test(key)) throw new StsRefusal(400, 'ValidationError', 'Tag keys must not start with aws:.')
    if (tags.has(key.toLowerCase())) {
      const message = 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'
      throw new StsRefusal(400, 'InvalidParameterValue', message)
    }
    tags.set(key.toLowerCase(), [key, value])
  }
  if (tags.size > MAX_TAGS) {
    throw constraintBroken('tags', String(tags.size), `Member must have length less than or equal to ${MAX_TAGS}`)
  }
  return Object.fromEntries(tags.values())
}
