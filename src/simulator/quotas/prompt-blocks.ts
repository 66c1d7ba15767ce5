/** How long a cache keeps what it was told to keep. */
export type CacheTtl = '5m' | '1h'

/** A piece of a prompt, and for how long everything up to its end is to be kept, where it is. */
export type PromptBlock = { readonly text: string; readonly keptFor?: CacheTtl }

type Json = Readonly<Record<string, unknown>>

/** The pieces of a prompt in the order in which models read them: tools, then the system prompt, then the messages. */
export function promptBlocks(body: Json): PromptBlock[] {
  const tools = list(asObject(body.toolConfig).tools ?? body.tools)
  const messages = list(body.messages).flatMap((message) => list(asObject(message).content))
  const pieces = [...tools, ...list(body.system), ...messages]
  const blocks: PromptBlock[] = []
  for (const piece of pieces) {
    const { cachePoint, cache_control: marker, ...rest } = asObject(piece)
    // Converse's marker is a piece of its own, and speaks of what stands before it.
    const before = cachePoint ? blocks.pop() : undefined
    if (before) blocks.push({ ...before, keptFor: ttlOf(cachePoint) })
    else if (!cachePoint) blocks.push({ text: textOf(piece, rest), ...(marker ? { keptFor: ttlOf(marker) } : {}) })
  }
  return blocks
}

/** A text alone stands for a list of one. */
function list(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value : []
}

function asObject(value: unknown): Json {
  return value instanceof Object ? { ...value } : {}
}

function textOf(piece: unknown, rest: Json): string {
  return typeof piece === 'string' ? piece : JSON.stringify(rest)
}

function ttlOf(marker: unknown): CacheTtl {
  return asObject(marker).ttl === '1h' ? '1h' : '5m'
}
