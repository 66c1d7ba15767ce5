import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { claudeCodeHints } from '../bedrock/claude-code-hints.ts'
import { bytesBetween } from '../http/chunk-list.ts'
import type { Body } from './body.ts'
import { BEGINNINGS } from './look-into-body.ts'

/**
 * Which conversation a request is part of: the session that Claude Code names, else the client with the beginning of its prompt,
 * which every turn repeats; undefined where there is neither. Nothing of the prompt can be read out of it.
 */
export function conversationOf(
  client: string | undefined,
  headers: IncomingHttpHeaders,
  body: Pick<Body, 'chunks' | 'look'>,
): string | undefined {
  const session = claudeCodeHints(headers)?.session
  if (session !== undefined) return `${client ?? ''} ${session}`
  const beginning = beginningOfPrompt(body)
  return beginning && `${client ?? ''} #${hash('sha256', beginning, 'base64url')}`
}

/** Enough to tell prompts apart, and less than what a turn may change. */
const MAX_BYTES = 1024

function beginningOfPrompt({ chunks, look }: Pick<Body, 'chunks' | 'look'>): Buffer | undefined {
  if (look?.kind !== 'found') return undefined
  const { found } = look.object
  const [first] = BEGINNINGS.flatMap((place) => found.find(({ path }) => path === place) ?? [])
  return first && bytesBetween(chunks, first.valueStart, Math.min(first.end, first.valueStart + MAX_BYTES))
}
