import { expect, it } from 'vitest'
import { isRemovable } from '../../src/bedrock/removable-members.ts'

it.each([
  'context_management',
  'tools[].defer_loading',
  'tools[].custom.eager_input_streaming',
  'output_config.effort',
  'output_config',
  'thinking',
  'thinking.display',
  'system[].cache_control.scope',
  'messages[].content[].cache_control',
  'messages[].content[].caller',
  'metadata.user_id',
  'stream',
  'model',
  'tags',
])('lets a repair take out %s', (path) => {
  expect(isRemovable(path)).toBe(true)
})

it.each([
  'inference_geo',
  'Inference_Geo',
  'store',
  'service_tier',
  'guardrailConfig',
  'guardrail_identifier',
  'amazon-bedrock-guardrailConfig',
  'max_tokens',
  'max_completion_tokens',
  'stop',
  'stop_sequences',
  'tool_choice',
  'tool_choice.disable_parallel_tool_use',
  'thinking.budget_tokens',
  'thinking.type',
  'messages',
  'messages[].role',
  'messages[].content',
  'messages[].content[].text',
  'messages[].content[].thinking',
  'messages[].content[].type',
  'messages[].content[].input.path',
  'messages[].content[].source.media_type',
  'tools',
  'tools[].input_schema',
  'tools[].input_schema.strict',
  'tools[].name',
  'tools[]',
  'system',
  '',
])('lets no repair take out "%s"', (path) => {
  expect(isRemovable(path)).toBe(false)
})

it('keeps the model where the operation looks for it', () => {
  expect(isRemovable('model', 'model')).toBe(false)
  expect(isRemovable('model', 'modelId')).toBe(true)
})
