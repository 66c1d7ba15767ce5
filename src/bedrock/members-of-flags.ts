/** A member of a body and the beta flags that admit it; without all of them Bedrock refuses it. */
type Row = { readonly place: string; readonly flags: readonly string[] }

const TOOL_SEARCH = ['tool-search-tool-2025-10-19', 'advanced-tool-use-2025-11-20']
const EXAMPLES = [...TOOL_SEARCH, 'tool-examples-2025-10-29']
const SCOPE = ['prompt-caching-scope-2026-01-05']

/** Source: Anthropic's pages on each feature, and what Claude Code drops together. */
const ROWS: readonly Row[] = [
  { place: 'context_management', flags: ['context-management-2025-06-27'] },
  { place: 'output_config.effort', flags: ['effort-2025-11-24'] },
  { place: 'output_format', flags: ['structured-outputs-2025-11-13'] },
  { place: 'tools[].defer_loading', flags: TOOL_SEARCH },
  { place: 'tools[].input_examples', flags: EXAMPLES },
  { place: 'tools[].eager_input_streaming', flags: ['fine-grained-tool-streaming-2025-05-14'] },
  { place: 'thinking.display', flags: ['thinking-display-updates-2026-08-18'] },
  { place: 'mcp_servers', flags: ['mcp-client-2025-04-04', 'mcp-client-2025-11-20', 'mcp-servers-2025-12-04'] },
  { place: 'container', flags: ['skills-2025-10-02', 'code-execution-2025-08-25'] },
  { place: 'speed', flags: ['fast-mode-2026-02-01'] },
  { place: 'tags', flags: ['request-tags-2026-08-21'] },
  { place: 'system[].cache_control.scope', flags: SCOPE },
  { place: 'tools[].cache_control.scope', flags: SCOPE },
  { place: 'messages[].content[].cache_control.scope', flags: SCOPE },
]

/**
 * The places of the members that go with flags which are taken out: each that one of these admits and none of those that
 * stay. They may stand in Converse's additional fields as well.
 */
export function membersOfFlags(gone: readonly string[], staying: readonly string[]): string[] {
  return ROWS.filter(({ flags }) => flags.some((flag) => gone.includes(flag)))
    .filter(({ flags }) => !flags.some((flag) => staying.includes(flag)))
    .flatMap(({ place }) => [place, `additionalModelRequestFields.${place}`])
}
