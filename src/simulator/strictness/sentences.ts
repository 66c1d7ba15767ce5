import type { Problem, Step } from './problems-of.ts'

/** How a model's schema words what it refuses. */
export type Wording = (problems: Iterable<Problem>) => string | undefined

/**
 * Today's models name the first problem alone, by a path of members, indices and types.
 * Source: claude-agent-sdk-python#694, claude-code#27065, new-api#3339 (2026-09); of types, anthropic-sdk-python's issues.
 */
export const oneAtATime: Wording = (problems) => {
  for (const problem of problems) return `${dotted(problem.at)}${objection(problem)}`
  return undefined
}

function dotted(at: readonly Step[]): string {
  return at.map(({ name }) => name).join('.')
}

function objection(problem: Problem): string {
  if (problem.kind === 'extra') return ': Extra inputs are not permitted'
  if (problem.kind === 'missing') return ': Field required'
  const known = problem.known.map((type) => `'${type}'`).join(', ')
  return `: Input tag '${problem.type}' found using 'type' does not match any of the expected tags: ${known}`
}

/**
 * Models before Claude 4 name every problem at once, by JSON pointers to where it stands.
 * Source: AnthropicSwiftSDK#19, autoflow#574, code-gpt-docs#300; of pointers deeper than `#`, the library that words it.
 */
export const allAtOnce: Wording = (problems) => {
  const objections = [...problems].map((problem) => `${pointer(problem)}: ${schemaObjection(problem)}`)
  if (objections.length === 0) return undefined
  return `Malformed input request: ${objections.join('')}, please reformat your input and try again.`
}

function pointer({ at, kind }: Problem): string {
  const steps = at.filter((step) => step.kind !== 'tag')
  const to = kind === 'unknown-type' ? [...steps, { name: 'type' }] : steps.slice(0, -1)
  return ['#', ...to.map(({ name }) => name)].join('/')
}

function schemaObjection(problem: Problem): string {
  const name = problem.at.at(-1)?.name ?? ''
  if (problem.kind === 'extra') return `extraneous key [${name}] is not permitted`
  if (problem.kind === 'missing') return `required key [${name}] not found`
  return `${problem.type} is not a valid enum value`
}

/** Source: LiteLLM's and AWS's examples (2026-03): Claude 3 and what was before it. */
const BEFORE_CLAUDE_4 = /anthropic\.claude-(?:3|v\d|instant)/

/** How the model with this foundation model ID words it. */
export function wordingOf(modelId: string): Wording {
  return BEFORE_CLAUDE_4.test(modelId) ? allAtOnce : oneAtATime
}
