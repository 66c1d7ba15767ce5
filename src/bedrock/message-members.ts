/** What the doors of the Messages API look at in a message, beside its model: places in its JSON. */
export const MESSAGE_MEMBERS = [
  'stream',
  'anthropic_version',
  'anthropic_beta',
  'max_tokens',
  'thinking.budget_tokens',
  'tools',
] as const
