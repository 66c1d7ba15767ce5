import type { BetaReader } from '../../bedrock/beta-flags.ts'
import { CONTENT_SHAPES } from './content-shapes.ts'
import { type Evidence, objectOf, type Shape, WHOLE_BODIES } from './shape.ts'
import { TOOL_SHAPES } from './tool-shapes.ts'

const GUIDE: Evidence = { source: "AWS's user guide, Anthropic Claude Messages API", date: '2026-10' }
const REPORTS: Evidence = { source: 'new-api#3339, immersive-translate#3993', date: '2026-07' }
const BETAS: Evidence = { source: "LiteLLM's table of beta headers", date: '2026-10' }
/** Not known of the routes that have Anthropic's own form: taken to be as in Anthropic's API. */
const ROUTES: Evidence = { source: "Anthropic's Messages API", date: '2026-10' }

const IN_ROUTES: readonly BetaReader[] = ['messages', 'mantle', 'mantle-count']
const RUNNING: readonly BetaReader[] = ['invoke', 'count', 'messages', 'mantle', 'converse']

const EFFORT = ['effort-2025-11-24']
const CONTEXT_MANAGEMENT = ['context-management-2025-06-27']
const THINKING_DISPLAY = ['thinking-display-updates-2026-08-18']

/**
 * What a body for a model of Anthropic may hold, by the names of its objects; `body` is the whole. Known not to be there:
 * `container`, `mcp_servers`, `service_tier`, `inference_geo`, `cache_control.scope`, and in InvokeModel `model` and `stream`.
 */
export const SHAPES: Readonly<Record<string, Shape>> = {
  body: {
    members: {
      model: { ...ROUTES, for: IN_ROUTES },
      stream: { ...ROUTES, for: IN_ROUTES },
      anthropic_version: { ...REPORTS, requiredBy: ['invoke', 'count'] },
      anthropic_beta: GUIDE,
      max_tokens: { ...REPORTS, for: RUNNING, requiredBy: ['invoke', 'count', 'messages', 'mantle'] },
      messages: { ...GUIDE, is: 'message[]', requiredBy: WHOLE_BODIES },
      system: { ...GUIDE, is: 'system-block[]' },
      stop_sequences: GUIDE,
      temperature: GUIDE,
      top_p: GUIDE,
      top_k: GUIDE,
      tools: { ...GUIDE, is: 'tool[]' },
      tool_choice: { ...GUIDE, is: 'tool_choice' },
      thinking: { ...GUIDE, is: 'thinking' },
      metadata: { ...GUIDE, is: 'metadata' },
      output_config: { ...GUIDE, is: 'output_config' },
      context_management: { ...BETAS, is: 'context_management', flags: CONTEXT_MANAGEMENT },
    },
  },
  metadata: objectOf(GUIDE, ['user_id']),
  thinking: {
    variants: {
      enabled: { members: { type: GUIDE, budget_tokens: GUIDE, display: { ...BETAS, flags: THINKING_DISPLAY } } },
      adaptive: { members: { type: GUIDE, display: { ...BETAS, flags: THINKING_DISPLAY } } },
      disabled: objectOf(GUIDE, ['type']),
    },
  },
  tool_choice: {
    variants: {
      auto: objectOf(GUIDE, ['type', 'disable_parallel_tool_use']),
      any: objectOf(GUIDE, ['type', 'disable_parallel_tool_use']),
      tool: objectOf(GUIDE, ['type', 'name', 'disable_parallel_tool_use']),
      none: objectOf(GUIDE, ['type']),
    },
  },
  output_config: { members: { effort: { ...BETAS, flags: EFFORT }, format: GUIDE } },
  context_management: { members: { edits: { ...BETAS, is: 'edit[]' } } },
  edit: {
    variants: {
      clear_tool_uses_20250919: objectOf(BETAS, [
        'type',
        'trigger',
        'keep',
        'clear_at_least',
        'exclude_tools',
        'clear_tool_inputs',
      ]),
      clear_thinking_20251015: objectOf(BETAS, ['type', 'keep']),
      compact_20260112: {
        ...objectOf(BETAS, ['type', 'trigger', 'instructions', 'pause_after_compaction']),
        flags: ['compact-2026-01-12'],
      },
    },
  },
  cache_control: { variants: { ephemeral: objectOf(GUIDE, ['type', 'ttl']) } },
  ...CONTENT_SHAPES,
  ...TOOL_SHAPES,
}
