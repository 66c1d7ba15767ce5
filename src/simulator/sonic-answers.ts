import type { Call } from './call.ts'
import { outputTokensOf, replyText } from './call.ts'

/** An event of Nova Sonic's: one name, and what it says. Source: the Nova user guide, "Handling … events with the bidirectional API". */
export type SonicEvent = { readonly event: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

type Reply = (call: Call, spoken: Readonly<Record<string, unknown>>) => readonly SonicEvent[]

/** What a simulated Nova Sonic says at once to one event of its client's; to most it listens in silence. */
export function sonicReplies(call: Call, { event }: SonicEvent): readonly SonicEvent[] {
  return Object.entries(event).flatMap(([name, spoken]) => REPLIES.get(name)?.(call, spoken) ?? [])
}

const REPLIES: ReadonlyMap<string, Reply> = new Map(
  Object.entries<Reply>({
    promptStart: (_call, { promptName }) => [say('completionStart', { promptName })],
    textInput: (call, { promptName, content }) => [
      say('contentStart', { promptName, type: 'TEXT', role: 'ASSISTANT' }),
      say('textOutput', { promptName, role: 'ASSISTANT', content: `${replyText(call)} You said: ${content}` }),
      say('contentEnd', { promptName, type: 'TEXT', stopReason: 'END_TURN' }),
    ],
    /** An echo: what is heard is what was said. */
    audioInput: (_call, { promptName, content }) => [say('audioOutput', { promptName, content })],
    promptEnd: (call, { promptName }) => [
      say('usageEvent', { promptName, ...usage(call) }),
      say('completionEnd', { promptName, stopReason: 'END_TURN' }),
    ],
  }),
)

/** Of the session so far. */
function usage(call: Call) {
  const [input, output] = [Math.max(1, call.inputTokens), outputTokensOf(call)]
  const total = { input: { speechTokens: 0, textTokens: input }, output: { speechTokens: 0, textTokens: output } }
  const details = { delta: total, total }
  return { totalInputTokens: input, totalOutputTokens: output, totalTokens: input + output, details }
}

const IDENTIFIERS = { sessionId: 'simulated-session', completionId: 'simulated-completion' }

function say(name: string, content: Readonly<Record<string, unknown>>): SonicEvent {
  return { event: { [name]: { ...IDENTIFIERS, ...content } } }
}
