/** Members that limit, guard or account for a request, wherever they stand. A `*` at the end stands for whatever follows. */
const GUARDS: readonly string[] = [
  'inference_geo',
  'store',
  'requestmetadata',
  'service_tier',
  'guardrail*',
  'amazon-bedrock-guardrail*',
  'max_*',
  'maxtokens',
  'stop*',
  'tool_choice',
  'toolchoice',
  'budget_tokens',
  'safeguards',
  'safety*',
  'permission*',
  'allowed_*',
  'blocked_*',
  'disable*',
]

/** Members that say what is asked, wherever they stand: without them a request would be another one. */
const ASKED: readonly string[] = [
  'anthropic_version',
  'messages',
  'system',
  'prompt',
  'input',
  'inputs',
  'instructions',
  'previous_response_id',
  'tools',
  'type',
  'role',
  'name',
  'description',
  'input_schema',
  'inputschema',
  'parameters',
]

/** The names under which a message or a system prompt has its content. */
const CONTENT: readonly string[] = [
  'content',
  'text',
  'thinking',
  'signature',
  'data',
  'source',
  'image',
  'document',
  'url',
  'file_id',
  'id',
  'tool_use_id',
  'tool_name',
  'arguments',
  'is_error',
  'title',
  'context',
]

/** What lies inside of these is the words of a person or a tool, or somebody else's schema. */
const SAID: readonly string[] = [
  'input',
  'input_schema',
  'inputschema',
  'parameters',
  'arguments',
  'source',
  'data',
  'json',
]

/**
 * True for a member that a repair may take out, by its path such as `tools[].defer_loading`: none that stands for what is
 * asked or for a limit, and nothing of what a person or a tool has said. `modelKey` is the member in which the operation
 * looks for its model, if it looks there.
 */
export function isRemovable(path: string, modelKey?: string): boolean {
  const names = path
    .toLowerCase()
    .split(/\.|\[\]\.?/)
    .filter((name) => name !== '')
  const name = names.pop()
  if (name === undefined || path.endsWith('[]') || path === modelKey) return false
  if (names.some((one) => SAID.includes(one)) || [...GUARDS, ...ASKED].some((kept) => covers(kept, name))) return false
  return !(isOfMessages(names) && CONTENT.includes(name))
}

function isOfMessages([first]: readonly string[]): boolean {
  return first === 'messages' || first === 'system'
}

function covers(kept: string, name: string): boolean {
  return kept.endsWith('*') ? name.startsWith(kept.slice(0, -1)) : name === kept
}
