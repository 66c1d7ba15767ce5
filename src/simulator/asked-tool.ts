/** A tool that the model calls, with what it gives to it. */
export type AskedTool = { readonly name: string; readonly input: object }

/**
 * The tool that a person told the simulated model to call, in these words: `Call the tool NAME with {"key": "value"}.` None
 * where the request offers no tool of that name, or where the model has spoken since: it calls a tool once.
 */
export function askedTool(body: Readonly<Record<string, unknown>>): AskedTool | undefined {
  for (const message of listOf(body.messages ?? body.input).toReversed()) {
    if (isOfModel(message)) return undefined
    const asked = commandIn(textOf(message))
    if (asked) return offersTool(body, asked.name) ? asked : undefined
  }
  return undefined
}

function isOfModel({ role, type }: Json): boolean {
  return role === 'assistant' || type === 'function_call'
}

const COMMAND = /Call the tool (\S+) with (\{.*\})\./s

function commandIn(text: string): AskedTool | undefined {
  const [, name = '', json = ''] = COMMAND.exec(text) ?? []
  try {
    return { name, input: { ...JSON.parse(json) } }
  } catch {
    return undefined
  }
}

function textOf({ content }: Json): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n')
}

function offersTool(body: Json, name: string): boolean {
  const { tools, toolConfig, input } = body
  const said = listOf(input).flatMap((item) => listOf(item.tools))
  return [...listOf(tools), ...said, ...listOf(objectOf(toolConfig).tools)].some((tool) => isTool(tool, name))
}

/** Anthropic and OpenAI name a tool itself, Converse the specification in it; a namespace of OpenAI's has tools in it. */
function isTool({ name, toolSpec, tools }: Json, wanted: string): boolean {
  return (name ?? objectOf(toolSpec).name) === wanted || listOf(tools).some((tool) => tool.name === wanted)
}

type Json = Readonly<Record<string, unknown>>

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : []
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
