/** What Claude Code says of a request in its headers; each absent where it does not, or says something odd. */
export type ClaudeCodeHints = {
  readonly session?: string
  readonly agent?: string
  /** One of a few words, so that it may be a metric's label. */
  readonly requestClass?: string
}

/** Source: Claude Code 2.1.332. What is no word of these is `other`. */
const CLASSES: ReadonlySet<string> = new Set(['main', 'subagent', 'workflow', 'compaction', 'auxiliary', 'side_reply'])

/** An ID as it may stand in a log line. */
const ID = /^[\w.:-]{1,64}$/

const HEADERS = {
  session: 'x-claude-code-session-id',
  agent: 'x-claude-code-agent-id',
  requestClass: 'x-claude-code-request-class',
} as const

/** Reads the hints out of request headers by lower-case name; undefined where there is none. */
export function claudeCodeHints(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): ClaudeCodeHints | undefined {
  const session = idIn(headers[HEADERS.session])
  const agent = idIn(headers[HEADERS.agent])
  const said = headers[HEADERS.requestClass]
  if (session === undefined && agent === undefined && said === undefined) return undefined
  const requestClass = typeof said === 'string' && CLASSES.has(said) ? said : 'other'
  return {
    ...(session !== undefined && { session }),
    ...(agent !== undefined && { agent }),
    ...(said !== undefined && { requestClass }),
  }
}

function idIn(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && ID.test(value) ? value : undefined
}
