import { type Evidence, type MemberRow, objectOf, type Shape, WHOLE_BODIES } from './shape.ts'

const GUIDE: Evidence = { source: "AWS's user guide, Anthropic Claude Messages API", date: '2026-10' }
const BETAS: Evidence = { source: "LiteLLM's table of beta headers", date: '2026-10' }

const NEEDED: MemberRow = { ...GUIDE, requiredBy: WHOLE_BODIES }
const CACHED: MemberRow = { ...GUIDE, is: 'cache_control' }
const INSIDE: MemberRow = { ...GUIDE, is: 'content[]' }
const TOOL_SEARCH = ['tool-search-tool-2025-10-19']

const TEXT = { members: { type: GUIDE, text: NEEDED, cache_control: CACHED, citations: GUIDE } }
const TOOL_USE = { type: GUIDE, id: NEEDED, name: NEEDED, input: NEEDED, cache_control: CACHED, caller: GUIDE }

/** What messages and system prompts are made of. */
export const CONTENT_SHAPES: Readonly<Record<string, Shape>> = {
  message: { members: { role: NEEDED, content: { ...INSIDE, requiredBy: WHOLE_BODIES } } },
  'system-block': TEXT,
  content: {
    variants: {
      text: TEXT,
      image: { members: { type: GUIDE, source: { ...NEEDED, is: 'source' }, cache_control: CACHED } },
      document: {
        members: {
          type: GUIDE,
          source: { ...NEEDED, is: 'source' },
          title: GUIDE,
          context: GUIDE,
          citations: GUIDE,
          cache_control: CACHED,
        },
      },
      search_result: {
        members: {
          type: GUIDE,
          source: NEEDED,
          title: NEEDED,
          content: INSIDE,
          citations: GUIDE,
          cache_control: CACHED,
        },
      },
      thinking: objectOf(GUIDE, ['type', 'thinking', 'signature']),
      redacted_thinking: objectOf(GUIDE, ['type', 'data']),
      tool_use: { members: TOOL_USE },
      tool_result: {
        members: { type: GUIDE, tool_use_id: NEEDED, content: INSIDE, is_error: GUIDE, cache_control: CACHED },
      },
      server_tool_use: { members: TOOL_USE, flags: TOOL_SEARCH },
      tool_search_tool_result: {
        ...objectOf(BETAS, ['type', 'tool_use_id', 'content', 'cache_control']),
        flags: TOOL_SEARCH,
      },
      tool_reference: { ...objectOf(BETAS, ['type', 'tool_name', 'cache_control']), flags: TOOL_SEARCH },
      compaction: { ...objectOf(BETAS, ['type', 'content', 'cache_control']), flags: ['compact-2026-01-12'] },
    },
  },
  source: {
    variants: {
      base64: objectOf(GUIDE, ['type', 'media_type', 'data']),
      text: objectOf(GUIDE, ['type', 'media_type', 'data']),
      content: { members: { type: GUIDE, content: INSIDE } },
    },
  },
}
