import type { KeyPair } from '../../aws/derived-key-pair.ts'

/** What a configuration file can hold. */
export type ConfigValue = string | number | boolean | null | readonly ConfigValue[] | ConfigObject
/** A mapping of a configuration file. */
export type ConfigObject = { readonly [key: string]: ConfigValue }

/** Variables by name. */
export type Environment = Readonly<Record<string, string>>

/** A model that an agent is told to ask for, by its bare foundation model ID. */
export type ModelChoice = { readonly modelId: string; readonly name: string }

/** Everything that an agent must know to use this proxy. */
export type Connection = {
  /** Where the proxy listens, without a slash at its end; `http://localhost` where it listens on a unix socket. */
  readonly url: string
  /** The path of the unix socket that the proxy listens on in place of an address. */
  readonly socket?: string
  readonly region: string
  /** What the agent sends as its API key: the client token, or any word where the proxy asks for none. */
  readonly token: string
  /** False where the proxy asks for no token, so that an agent may leave authentication out. */
  readonly isTokenRequired: boolean
  /** Whether `connect` has just made the token, so that the proxy has yet to be told. */
  readonly isTokenNew: boolean
  /** Keys with which a client that only signs proves that it knows the token. */
  readonly keyPair: KeyPair
  readonly large: ModelChoice
  /** For titles, summaries and sub-agents. */
  readonly small: ModelChoice
  /** Both of them, or one where they are the same. */
  readonly models: readonly ModelChoice[]
}

/** The APIs of this proxy that an agent can speak, with the name that people know them by. */
export const DOORS = {
  runtime: 'Bedrock runtime',
  messages: 'Anthropic Messages',
  responses: 'OpenAI Responses',
} as const

/** How it is known that an agent's settings are right, in words. */
export function evidenceText({ evidence, version, strict }: Pick<AgentRow, 'evidence' | 'version' | 'strict'>): string {
  if (evidence !== 'verified') return `from source (${version})`
  return `verified with ${version}${strict ? `, against strict Bedrock ${strict}` : ''}`
}

/** Which models an agent can make use of: Claude alone, those behind OpenAI Responses, or any that converses. */
export type ModelFamily = 'claude' | 'responses' | 'any'

/** The kinds of file that can be merged into; `jsonc` is JSON with comments and trailing commas. */
export type FormatName = 'json' | 'jsonc' | 'toml' | 'yaml' | 'aws-config'

/** An agent's own settings file. */
export type AgentFile = {
  /** The path, preferred first. `~` is the home folder; one that begins with `$NAME` counts only where NAME is set. */
  readonly paths: readonly string[]
  /** Another name in the same folder, which is used where a file of that name exists. */
  readonly otherName?: string
  readonly format: FormatName
  /** The keys that are the proxy's business. An item of a list takes the place of the one with its `id` or `name`. */
  readonly settings: (connection: Connection) => ConfigObject
  /** What the agent also needs but what is the user's own: set where the file does not have it. */
  readonly ifAbsent?: (connection: Connection) => ConfigObject
  /** What cannot stand in the file and must be in the environment as well. */
  readonly env?: (connection: Connection) => Environment
  /** Variables that must not be set beside the file, for they would win. */
  readonly unset?: (connection: Connection) => readonly string[]
}

/** Lines for the user's own program. */
export type AgentCode = {
  readonly language: 'typescript' | 'python' | 'yaml'
  readonly text: (connection: Connection) => string
}

/**
 * How an agent is told of settings that are for one run: a variable or a flag that names a file, or a variable that names
 * the folder in which the file is at `path`.
 */
export type RunFile = (
  | { readonly by: 'variable' | 'flag'; readonly name: string }
  | { readonly by: 'folder'; readonly name: string; readonly path: string }
) & {
  /** Where the agent reads its own file as well. */
  readonly isAddition?: true
  /** Only wanted where its own file would overrule the variables. */
  readonly isOverruling?: true
}

/** What `run` gives an agent beside the variables. */
export type AgentRun = {
  readonly file?: RunFile
  /** Arguments before those that a person gave. */
  readonly flags?: (connection: Connection) => readonly string[]
}

/** Traces by which an agent is known to be installed; any one of them is enough. */
export type Signs = {
  /** Programs on the PATH. */
  readonly binaries?: readonly string[]
  /** Folders, written like the paths of a file. */
  readonly folders?: readonly string[]
  /** Extensions of VS Code, as `publisher.name`. */
  readonly extensions?: readonly string[]
  /** Packages in the working directory's `node_modules`. */
  readonly packages?: readonly string[]
}

/** One agent or library. `env`, `file`, `code` and `steps` are ways to point it at the proxy; each is complete by itself. */
export type AgentRow = {
  /** What a person types after `connect`. */
  readonly name: string
  /** Programs that run it, other than those of its signs: as good a name, and what `run` knows it by. */
  readonly runners?: readonly string[]
  readonly title: string
  readonly door: keyof typeof DOORS
  readonly http: 'HTTP/1.1' | 'HTTP/2' | 'HTTP/1.1 or 2'
  /** `verified`: the real agent was run with these settings against the proxy's port. `from source`: read in its code. */
  readonly evidence: 'verified' | 'from source'
  /** The version that was run or read. */
  readonly version: string
  /** The day on which it last passed `npm run test:agents`, with a simulated Bedrock as strict as AWS; which part of it, where not all. */
  readonly strict?: string
  readonly family: ModelFamily
  /** The name by which the agent knows a model best. `resolve` gives what goes upstream for an ID, where anything does. */
  readonly modelName?: (modelId: string, resolve: (id: string) => string | undefined) => string
  readonly env?: (connection: Connection) => Environment
  /** Variables that must not be set beside those of `env`, for they would win. */
  readonly unset?: (connection: Connection) => readonly string[]
  /** What points it at a proxy that listens on a unix socket, by the Messages door; few agents can. */
  readonly socketEnv?: (connection: Connection) => Environment
  readonly file?: AgentFile
  readonly code?: readonly AgentCode[]
  /** How `run` starts it, where the variables alone do not do. */
  readonly run?: AgentRun
  /** What to do by hand where settings live behind a window. */
  readonly steps?: (connection: Connection) => readonly string[]
  /** One sentence each. */
  readonly notes: readonly string[]
  readonly signs: Signs
}
