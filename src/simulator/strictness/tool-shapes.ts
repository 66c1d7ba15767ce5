import { type Evidence, type MemberRow, type ObjectShape, type Shape, WHOLE_BODIES } from './shape.ts'

const GUIDE: Evidence = { source: "AWS's user guide, Anthropic Claude Messages API", date: '2026-10' }
const DEFERRED: Evidence = { source: 'claude-code#27065, #31033', date: '2026-09' }
const STREAMED: Evidence = { source: 'claude-agent-sdk-python#694, claude-code#32820', date: '2026-09' }
const BETAS: Evidence = { source: "LiteLLM's table of beta headers", date: '2026-10' }

const TOOL_SEARCH = ['tool-search-tool-2025-10-19']
const EXAMPLES = [...TOOL_SEARCH, 'tool-examples-2025-10-29']
const STREAMING = ['fine-grained-tool-streaming-2025-05-14']

const NAMED: Readonly<Record<string, MemberRow>> = {
  type: GUIDE,
  name: { ...GUIDE, requiredBy: [...WHOLE_BODIES, 'converse'] },
  cache_control: { ...GUIDE, is: 'cache_control' },
  defer_loading: { ...DEFERRED, flags: TOOL_SEARCH },
}

const own = (flags: readonly string[] = [], members: Readonly<Record<string, MemberRow>> = {}): ObjectShape => ({
  members: { ...NAMED, ...members },
  ...(flags.length > 0 && { flags }),
})

const DISPLAY = { display_width_px: GUIDE, display_height_px: GUIDE, display_number: GUIDE }

/** The tools that a body may name: the client's own, and those that Bedrock's models know themselves. */
export const TOOL_SHAPES: Readonly<Record<string, Shape>> = {
  tool: {
    untagged: 'custom',
    variants: {
      custom: own([], {
        description: GUIDE,
        input_schema: { ...GUIDE, requiredBy: [...WHOLE_BODIES, 'converse'] },
        strict: BETAS,
        input_examples: { ...BETAS, flags: EXAMPLES },
        eager_input_streaming: { ...STREAMED, flags: STREAMING },
      }),
      bash_20250124: own(),
      text_editor_20250124: own(),
      text_editor_20250429: own(),
      text_editor_20250728: own([], { max_characters: GUIDE }),
      memory_20250818: own(['context-management-2025-06-27']),
      computer_20250124: own(['computer-use-2025-01-24'], DISPLAY),
      computer_20251124: own(['computer-use-2025-11-24'], { ...DISPLAY, enable_zoom: GUIDE }),
      tool_search_tool_regex_20251119: own(TOOL_SEARCH),
      tool_search_tool_bm25_20251119: own(TOOL_SEARCH),
      web_search_20250305: {
        members: {
          type: GUIDE,
          name: GUIDE,
          max_uses: GUIDE,
          allowed_domains: GUIDE,
          blocked_domains: GUIDE,
          user_location: GUIDE,
          cache_control: GUIDE,
        },
        flags: ['web-search-2025-03-05'],
      },
    },
  },
}
