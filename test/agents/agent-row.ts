import type { Install } from './install/installer.ts'
import type { ModelPair } from './models.ts'
import type { Command } from './run-command.ts'

/** Where a turn takes place. */
export type Turn = {
  /** Where the agent is installed. */
  readonly folder: string
  /** HOME of this turn alone. */
  readonly home: string
  readonly region: string
  /** Where the proxy listens. */
  readonly url: string
  /** The client token, where the proxy asks for one. */
  readonly token: string | undefined
}

/** What the simulated model is told to call, what proves that the agent ran it, and how the agent is started for it. */
export type ToolCall = {
  readonly tool: string
  readonly input: object
  readonly command: (turn: Turn, prompt: string) => Command
}

/** One real agent or SDK, and how one of its turns goes. What points it at the proxy is what `connect` says, or `byHand`. */
export type AgentRow = {
  /** What is typed after `npm run test:agents --`. */
  readonly name: string
  readonly version: string
  /** It runs only where it is named: its tools are large, and few people have them. */
  readonly isOnDemand?: true
  readonly install: Install
  /** What is typed after `connect`, where it is not the same. */
  readonly connectAs?: string
  /** Its folder in the cache, where rows share one. */
  readonly installedAs?: string
  /** The variables that point it at the proxy, in a way that `connect` has no lines for; what they name it has written into HOME. */
  readonly byHand?: (turn: Turn) => Readonly<Record<string, string>>
  /** The models that `connect` is told to choose. */
  readonly models: ModelPair
  /** The operations in which they must have been called; an agent without a small model names none for it. `further` are of any model. */
  readonly calls: { readonly large: string; readonly small?: string; readonly further?: readonly string[] }
  /** Its own ways to keep it from talking to others than the proxy. */
  readonly quiet?: Readonly<Record<string, string>>
  /** Sends the prompt; a second command where the small model has its turn only then. */
  readonly commands: (turn: Turn, prompt: string) => readonly Command[]
  readonly toolCall?: ToolCall
}
