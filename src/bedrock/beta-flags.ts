/**
 * Who reads the beta flags of a request: InvokeModel, Converse's `additionalModelRequestFields`, the runtime's Messages route,
 * CountTokens, the mantle's Messages route, or the mantle when it counts.
 */
export type BetaReader = 'invoke' | 'converse' | 'messages' | 'count' | 'mantle' | 'mantle-count'

/** One beta flag of Anthropic's as Bedrock treats it. AWS publishes no list: a row says where its news comes from. */
export type BetaFlagRow = {
  readonly flag: string
  /** Who takes it; everybody else refuses the whole request. */
  readonly takenBy: readonly BetaReader[]
  /** The name under which Bedrock knows the same feature, where it has another one. */
  readonly knownAs?: string
  readonly source: string
  /** Month in which the source was read, as in `2026-10`. */
  readonly date: string
}

type Evidence = Pick<BetaFlagRow, 'source' | 'date'>

const LITELLM: Evidence = { source: "LiteLLM's table of beta headers", date: '2026-10' }
const CLAUDE_CODE: Evidence = { source: "Claude Code's own Bedrock dialect sends it", date: '2026-11' }
const ANTHROPIC: Evidence = { source: "Anthropic's SDK sends it when it counts", date: '2026-11' }

/** The runtime's Messages route is taken to know what InvokeModel knows: no source tells them apart. */
const INVOCATIONS: readonly BetaReader[] = ['invoke', 'messages', 'mantle', 'mantle-count']
const WITH_CONVERSE: readonly BetaReader[] = [...INVOCATIONS, 'converse']
/** No source says what CountTokens knows: what changes which members a body may have, or how much fits. */
const EVERYWHERE: readonly BetaReader[] = [...WITH_CONVERSE, 'count']
const ON_THE_MANTLE: readonly BetaReader[] = ['mantle', 'mantle-count']
const NOBODY: readonly BetaReader[] = []

const row = (flag: string, takenBy: readonly BetaReader[], evidence = LITELLM): BetaFlagRow => ({
  flag,
  takenBy,
  ...evidence,
})

/**
 * Every flag of which it is known whether Bedrock takes it. One that stands here for nobody is as unknown to Bedrock as one
 * that does not stand here.
 */
export const BETA_FLAGS: readonly BetaFlagRow[] = [
  row('claude-code-20250219', EVERYWHERE, CLAUDE_CODE),
  row('interleaved-thinking-2025-05-14', EVERYWHERE, CLAUDE_CODE),
  row('compact-2026-01-12', INVOCATIONS),
  row('computer-use-2025-01-24', EVERYWHERE),
  row('computer-use-2025-11-24', EVERYWHERE),
  row('context-1m-2025-08-07', EVERYWHERE),
  row('context-management-2025-06-27', [...INVOCATIONS, 'count']),
  row('dangerous-tool-use-2026-09-03', INVOCATIONS),
  row('effort-2025-11-24', EVERYWHERE),
  row('fine-grained-tool-streaming-2025-05-14', WITH_CONVERSE),
  row('mid-conversation-output-config-2026-07-01', WITH_CONVERSE),
  row('mid-conversation-tool-changes-2026-07-01', WITH_CONVERSE),
  row('thinking-binding-controls-2026-08-01', WITH_CONVERSE),
  row('thinking-display-updates-2026-08-18', WITH_CONVERSE),
  row('tool-search-tool-2025-10-19', EVERYWHERE),
  { ...row('advanced-tool-use-2025-11-20', NOBODY), knownAs: 'tool-search-tool-2025-10-19' },
  row('structured-outputs-2025-11-13', [...ON_THE_MANTLE, 'converse']),
  row('output-128k-2025-02-19', ON_THE_MANTLE),
  row('per-turn-control-2026-07-01', ON_THE_MANTLE),
  row('token-efficient-tools-2025-02-19', ON_THE_MANTLE),
  row('tool-examples-2025-10-29', ON_THE_MANTLE),
  row('web-search-2025-03-05', ON_THE_MANTLE),
  row('token-counting-2024-11-01', ['mantle-count'], ANTHROPIC),
  row('advisor-tool-2026-03-01', NOBODY),
  row('code-execution-2025-08-25', NOBODY),
  row('fast-mode-2026-02-01', NOBODY),
  row('files-api-2025-04-14', NOBODY),
  row('mcp-client-2025-04-04', NOBODY),
  row('mcp-client-2025-11-20', NOBODY),
  row('mcp-servers-2025-12-04', NOBODY),
  row('oauth-2025-04-20', NOBODY),
  row('prompt-caching-scope-2026-01-05', NOBODY),
  row('skills-2025-10-02', NOBODY),
  row('web-fetch-2025-09-10', NOBODY),
]

const BY_FLAG: ReadonlyMap<string, BetaFlagRow> = new Map(BETA_FLAGS.map((one) => [one.flag, one]))

/** True where the reader is known to take the flag under this name. */
export function takesBetaFlag(reader: BetaReader, flag: string): boolean {
  return BY_FLAG.get(flag)?.takenBy.includes(reader) ?? false
}

/** Bedrock's own name of a flag's feature, where that is another one and the reader takes it. */
export function betaFlagKnownAs(reader: BetaReader, flag: string): string | undefined {
  const name = BY_FLAG.get(flag)?.knownAs
  return name !== undefined && takesBetaFlag(reader, name) ? name : undefined
}

/** The flags that an `anthropic-beta` header lists, in its one value or in several. */
export function betaFlagsIn(header: string | readonly string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((value) => value.split(','))
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '')
}

const READERS: ReadonlyMap<string, BetaReader> = new Map<string, BetaReader>([
  ['InvokeModel', 'invoke'],
  ['InvokeModelWithResponseStream', 'invoke'],
  ['Converse', 'converse'],
  ['ConverseStream', 'converse'],
  ['Messages', 'messages'],
  ['CountTokens', 'count'],
  ['CountMessageTokens', 'count'],
  ['MantleMessages', 'mantle'],
  ['MantleCountMessageTokens', 'mantle-count'],
])

/** Who reads the flags of an operation, by its name in the operations tables; undefined where nobody does. */
export function betaReaderOf(operation: string): BetaReader | undefined {
  return READERS.get(operation)
}
