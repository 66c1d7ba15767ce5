import { nearestName } from '../bedrock/nearest-names.ts'
import { type Entries, entriesIn, mapping, type Report } from './mapping-schema.ts'
import type { FileForm, SettingSchema } from './setting-schemas.ts'

/** What is set for one client alone. */
export type ClientSettings = {
  /** The role that its requests are signed with; that of all clients where unset. */
  readonly role?: string
  /** What the trust policy of the role asks for. */
  readonly externalId?: string
  /** Session tags beside `client`. */
  readonly tags: ReadonlyMap<string, string>
}

const EXPECTED = 'a mapping of client names to mappings such as "role: arn:aws:iam::123456789012:role/ci"'
const EXPECTED_CLIENT = 'a mapping with role, externalId or tags'
const KEYS = ['role', 'externalId', 'tags']

const FORM: FileForm = {
  additionalProperties: {
    type: 'object',
    properties: {
      role: { type: 'string' },
      externalId: { type: 'string' },
      tags: { type: 'object', additionalProperties: { type: 'string' } },
    },
    additionalProperties: false,
  },
}

/** The ARN of a role, its path included: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const ROLE_ARN = /^arn:[a-z][a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/
/** The same page on external IDs and session tags. AWS's limits are on characters, ours on what a line can hold. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/
const TAG_KEY = /^(?!aws:)[\p{L}\p{Zs}\p{N}_.:/=+\-@]{1,128}$/iu
const TAG_VALUE = /^[\p{L}\p{Zs}\p{N}_.:/=+\-@]{0,256}$/u
/** AWS takes fifty, of which the proxy sets one. */
const MAX_TAGS = 49
/** The tag that the proxy sets, whatever its letters: to AWS they are the same. */
const OWN_TAG = /^client$/i

/** What is set for each client, by its name. */
export function clientSettings(): SettingSchema<ReadonlyMap<string, ClientSettings>> {
  return mapping(
    EXPECTED,
    FORM,
    (entries, report) => new Map(entries.map(([name, given]) => [name, readClient(name, given, report)])),
  )
}

function readClient(name: string, given: unknown, report: Report): ClientSettings {
  const entries = entriesIn(given)
  if (!entries) report([name], EXPECTED_CLIENT)
  for (const [key] of entries ?? []) if (!KEYS.includes(key)) report([name, key], spellingOf(key))
  const { role, externalId, tags } = Object.fromEntries(entries ?? [])
  if (role !== undefined && !isLike(ROLE_ARN, role)) report([name, 'role'], 'the ARN of a role')
  if (externalId !== undefined && !isLike(EXTERNAL_ID, externalId)) {
    report([name, 'externalId'], '2 to 1224 letters, digits and +=,.@:/-_')
  }
  return {
    ...(role !== undefined && { role: String(role) }),
    ...(externalId !== undefined && { externalId: String(externalId) }),
    tags: readTags(name, entriesIn(tags ?? ''), report),
  }
}

function spellingOf(key: string): string {
  const nearest = nearestName(key, KEYS)
  return nearest ? `spelled ${nearest}` : `left out: it is no setting, there are only ${KEYS.join(', ')}`
}

function readTags(name: string, tags: Entries | undefined, report: Report): ReadonlyMap<string, string> {
  const path = [name, 'tags']
  if (!tags) report(path, 'a mapping of tag keys to tag values, such as "team: search"')
  const keys = new Set((tags ?? []).map(([key]) => key.toLowerCase()))
  if (keys.size < (tags ?? []).length)
    report(path, 'without a key twice: AWS does not tell large letters from small ones')
  if (keys.size > MAX_TAGS) report(path, `at most ${MAX_TAGS} tags`)
  for (const [key, value] of tags ?? []) {
    const problem = problemWithTag(key, value)
    if (problem) report([...path, key], problem)
  }
  return new Map(tags?.map(([key, value]) => [key, String(value)]))
}

function problemWithTag(key: string, value: unknown): string | undefined {
  if (OWN_TAG.test(key)) return 'left out: the proxy sets this tag itself'
  if (!TAG_KEY.test(key))
    return 'a tag key: up to 128 letters, digits, spaces and _.:/=+-@, without aws: at its beginning'
  return isLike(TAG_VALUE, value) ? undefined : 'a tag value: up to 256 letters, digits, spaces and _.:/=+-@'
}

function isLike(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value)
}
