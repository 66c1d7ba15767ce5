/** What the proxy may tell Bedrock's invocation logs of a request, by the key under which it stands there. */
export const METADATA_KEYS = ['client', 'agent', 'session'] as const

/** One of these keys. */
export type MetadataKey = (typeof METADATA_KEYS)[number]

/** A header, the member `requestMetadata` of the body, or nowhere. Source: the service model, and AWS's page on request metadata. */
export type MetadataPlace = 'header' | 'body' | 'nowhere'

/** Pairs within the limits of AWS. */
export type RequestMetadata = Readonly<Record<string, string>>

/** Who asks, and the headers of the request by lower-case name. */
export type MetadataSource = {
  /** The name of the client's token. */
  readonly client: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/**
 * The metadata of a request: of what is asked for, all that is known. Undefined where that is nothing: AWS wants one pair at
 * least. It wants sixteen at most, which are more than there are keys.
 */
export function requestMetadata(keys: readonly MetadataKey[], source: MetadataSource): RequestMetadata | undefined {
  const pairs = keys.map((key) => [key, within(VALUES[key](source))] as const).filter(([, value]) => value !== '')
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs)
}

const VALUES: Readonly<Record<MetadataKey, (source: MetadataSource) => string>> = {
  client: ({ client = '' }) => client,
  agent: ({ headers }) => firstProduct(textOf(headers['user-agent'])),
  session: ({ headers }) => textOf(headers['x-claude-code-session-id']),
}

function textOf(value: string | string[] | undefined): string {
  return [value ?? ''].flat()[0] ?? ''
}

/** `claude-cli/2.1.332` of `claude-cli/2.1.332 (external, cli)`: what follows tells of the machine (RFC 9110 §10.1.5). */
function firstProduct(userAgent: string): string {
  const [product = ''] = /^[^\s()/]+(?:\/[^\s()/]+)?/.exec(userAgent.trim()) ?? []
  return product
}

const MAX_LENGTH = 256
/** Source: botocore 1.43, RequestMetadataValueString: `[a-zA-Z0-9\s:_@$#=/+,-.]{0,256}`. A line is not broken here. */
const REFUSED = /[^A-Za-z0-9 :_@$#=/+,.-]/gu

function within(text: string): string {
  return text.slice(0, MAX_LENGTH).replace(REFUSED, '_')
}
