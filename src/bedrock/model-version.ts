/** A foundation model ID taken apart: what names the model, and the version that AWS or the vendor put behind it. */
export type VersionedId = {
  /** The ID without date and version, such as `anthropic.claude-haiku-4-5`. */
  readonly stem: string
  /** The day of the model, as in `-20251001`. */
  readonly date?: string
  /** AWS's version, the 1 of `-v1` or `-v1:0`. */
  readonly version?: string
  /** AWS's minor version, the 0 of `:0`. */
  readonly minor?: string
}

/**
 * `-v1` may stand alone (`…claude-opus-4-6-v1`); a higher number counts as AWS's version only with its minor one, because
 * alone it belongs to the vendor's name (`cohere.embed-english-v3`). `-latest` is Anthropic's word for no date at all.
 */
const VERSIONED = /^(.+?)(?:-(20\d{6})|-latest)?(?:-v(\d+)(?=:)|-v(1))?(?::(\d+))?$/

/** OpenAI's open models have their version without a `v`, as in `openai.gpt-oss-120b-1:0`. */
const VERSIONED_WITHOUT_V = /^(.+)-(\d+):(\d+)$/

/** Takes an ID apart. Total: what has no version is all stem. */
export function takeApart(id: string): VersionedId {
  const [, stem = id, date, version, onlyVersion, minor] = VERSIONED.exec(id) ?? []
  return versioned(stem, date, version ?? onlyVersion, minor)
}

/** Every way to take the ID of a listed model apart: `-1:0` can be a version, or the end of a name. */
export function readingsOf(modelId: string): VersionedId[] {
  const [, stem, version, minor] = VERSIONED_WITHOUT_V.exec(modelId) ?? []
  return stem === undefined ? [takeApart(modelId)] : [takeApart(modelId), versioned(stem, undefined, version, minor)]
}

function versioned(stem: string, date?: string, version?: string, minor?: string): VersionedId {
  return { stem, ...(date && { date }), ...(version && { version }), ...(minor && { minor }) }
}

/**
 * How well a name that somebody wrote fits a listed model; the higher the better, undefined where they are different
 * models. A date weighs more than a version, and that more than a minor one; what is missing
 * fits better than what is wrong. Two versions that differ are two models, unless the date says that they are one.
 */
export function fitOf(written: VersionedId, listed: VersionedId): number | undefined {
  if (written.stem !== listed.stem) return undefined
  const isOtherVersion =
    written.version !== undefined && listed.version !== undefined && written.version !== listed.version
  if (isOtherVersion && (written.date === undefined || written.date !== listed.date)) return undefined
  return [
    agreement(written.date, listed.date),
    agreement(written.version, listed.version),
    agreement(written.minor, listed.minor),
  ].reduce((sum, part) => sum * WORST_TO_BEST + part, 0)
}

const WORST_TO_BEST = 3

function agreement(written: string | undefined, listed: string | undefined): number {
  if (written === listed) return 2
  return written === undefined || listed === undefined ? 1 : 0
}
