/**
 * A text without the credentials in it, which are known by their shape: of each its prefix stays, so that a reader sees what it
 * was. For what is shown of a name or a path that a client sent. No identifier of Bedrock's has such a shape.
 */
export function withoutSecrets(text: string): string {
  return HAS_ANY.test(text) ? SHAPES.reduce((shown, [shape, mask]) => shown.replace(shape, mask), text) : text
}

/** Nearly no text has one. */
const HAS_ANY = /ABSK|bedrock-api-key-|sk-|A[BKS]IA|eyJ|IQoJ|F[Qw]oG|@|%(?:25){0,3}40|[0-9a-f]{32}/i

/**
 * Each with what is shown in its place. A prefix counts where a word begins, also behind a percent-encoded character. What is
 * base64 goes on over slashes, encoded or not.
 */
const SHAPES: readonly (readonly [RegExp, (found: string, prefix: string) => string])[] = [
  // The user information of a URL, up to the last `@` before its path, as clients that do not encode one see it.
  [/(?<![^\s/"'(])[^\s/"'(]*(?:@|%(?:25){0,3}40)/gi, withoutPassword],
  // The API keys of Bedrock, long-term and short-term.
  [word(String.raw`(ABSK)[\w+/=%.~-]{8,}`), prefixAlone],
  [word(String.raw`(bedrock-api-key-)[\w+/=%.~-]+`), prefixAlone],
  // The session tokens of STS.
  [word(String.raw`(IQoJ|F[Qw]oG)[\w+/=%.~-]{24,}`), prefixAlone],
  // The keys of Anthropic, and of OpenAI and whoever follows it.
  [word(String.raw`(sk-ant-)[\w-]+`), prefixAlone],
  [word(String.raw`(sk-)[\w-]{16,}`), prefixAlone],
  // The IDs of access keys.
  [word('(A[BKS]IA)[A-Z0-9]{12,}'), prefixAlone],
  // JSON web tokens.
  [word(String.raw`(eyJ)[\w-]{10,}(?:\.[\w-]*)*`), prefixAlone],
  // Random bytes, as which docs/security.md makes client tokens.
  [/[0-9a-f]{32,}/gi, () => '***'],
]

function word(shape: string): RegExp {
  return new RegExp(`(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))${shape}`, 'g')
}

function prefixAlone(_found: string, prefix: string): string {
  return `${prefix}***`
}

/** A name before an `@` is no secret by itself. */
function withoutPassword(found: string): string {
  return HAS_PASSWORD.test(found) ? '***@' : found
}

const HAS_PASSWORD = /:|%(?:25){0,3}3a/i
