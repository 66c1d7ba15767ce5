/** A foundation model ID taken apart: what names the model, and what AWS or the vendor put behind it. */
export type VersionedId = {
  /** The ID without date and version, such as `anthropic.claude-haiku-4-5`. */
  readonly stem: string
  /** The day of the model, as in `-20251001`. */
  readonly date: string | undefined
  /** The version, the 1 of `-v1` or `-v1:0`. */
  readonly version: string | undefined
  /** The minor version, the 0 of `:0`. */
  readonly minor: string | undefined
}

/**
 * `-latest` is Anthropic's word for no date at all. OpenAI's open models have their version without a `v`, behind their
 * size: `openai.gpt-oss-120b-1:0`. What else ends in a number has it in its name: `claude-opus-4-1` is no Opus 4.
 */
const VERSIONED = /^(.+?)(?:-(20\d{6})|-latest)?(?:(?:-v|(?<=\db)-)(\d{1,2}))?(?::(\d+))?$/

/** Takes an ID apart. Total: what has no version is all stem. */
export function takeApart(id: string): VersionedId {
  const [, stem = id, date, version, minor] = VERSIONED.exec(id) ?? []
  return { stem, date, version, minor }
}

/**
 * How well a name that somebody wrote fits a listed model: the higher the better, undefined where they are different
 * models. A date weighs more than a version, and that more than a minor one; what is missing fits better than what is
 * wrong. A minor version that is not written says nothing.
 */
export function fitOf(written: VersionedId, listed: VersionedId): number | undefined {
  if (written.stem !== listed.stem || isOtherVersion(written, listed)) return undefined
  return [
    agreement(written.date, listed.date),
    agreement(written.version, listed.version),
    written.minor === undefined ? 1 : agreement(written.minor, listed.minor),
  ].reduce((sum, part) => sum * WORST_TO_BEST + part, 0)
}

/** Two versions are two models, unless the date says that they are one. A model that is listed without is its first. */
function isOtherVersion(written: VersionedId, listed: VersionedId): boolean {
  if (written.version === undefined || written.version === (listed.version ?? '1')) return false
  return written.date === undefined || written.date !== listed.date
}

const WORST_TO_BEST = 3

function agreement(written: string | undefined, listed: string | undefined): number {
  if (written === listed) return 2
  return written === undefined || listed === undefined ? 1 : 0
}
