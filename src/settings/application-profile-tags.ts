import { nearestName } from '../bedrock/nearest-names.ts'
import { type Entries, entriesIn, mapping, type Report } from './mapping-schema.ts'
import type { FileForm, SettingSchema } from './setting-schemas.ts'

const EXPECTED = 'a mapping such as "tags: { team: search }"'
const EXPECTED_TAGS = 'a mapping of tag keys to tag values, such as "team: search"'
const KEYS = ['tags']
const FORM: FileForm = {
  properties: { tags: { type: ['object', 'null'], additionalProperties: { type: 'string' } } },
  additionalProperties: false,
}

/** A tag as Bedrock takes it, but that a line break, which comes into a settings file by mistake, is none: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Tag.html */
const TAG_KEY = /^[a-zA-Z0-9 ._:/=+@-]{1,128}$/
const TAG_VALUE = /^[a-zA-Z0-9 ._:/=+@-]{0,256}$/

/** The tags by which each model's application inference profile is found: what stands under `tags`; none where it is empty. */
export function applicationProfileTags(): SettingSchema<ReadonlyMap<string, string>> {
  return mapping(EXPECTED, FORM, (entries, report) => {
    for (const [key] of entries) if (!KEYS.includes(key)) report([key], spellingOf(key))
    const { tags = '' } = Object.fromEntries(entries)
    return readTags(entriesIn(tags), report)
  })
}

function spellingOf(key: string): string {
  const nearest = nearestName(key, KEYS)
  return nearest ? `spelled ${nearest}` : `left out: it is no setting, there is only ${KEYS.join(', ')}`
}

function readTags(tags: Entries | undefined, report: Report): ReadonlyMap<string, string> {
  if (!tags?.every(([key]) => TAG_KEY.test(key))) report(['tags'], EXPECTED_TAGS)
  for (const [key, value] of tags ?? []) {
    const isValue = typeof value === 'string' && TAG_VALUE.test(value)
    if (TAG_KEY.test(key) && !isValue)
      report(['tags', key], 'a tag value: up to 256 letters, digits, spaces and ._:/=+@-')
  }
  return new Map(tags?.map(([key, value]) => [key, String(value)]))
}
