import type { LoggedRequest } from './start-world.ts'
import type { TurnOutcome } from './take-turn.ts'

/** How a run went for one agent: what is wrong in which Region, or why it could not be had. */
export type AgentResult = { readonly name: string; readonly version: string } & (
  | { readonly kind: 'ran'; readonly failures: number }
  | { readonly kind: 'unavailable'; readonly why: string }
)

/** The line of one turn, and a line for each thing that is wrong with it. */
export function turnLines(
  { name, version }: { name: string; version: string },
  region: string,
  outcome: TurnOutcome,
  problems: readonly string[],
): string[] {
  const verdict = problems.length === 0 ? 'ok  ' : 'FAIL'
  const seconds = `${(outcome.durationMs / 1000).toFixed(1)} s`
  const calls = callsOf(outcome.logged).join(', ') || 'no call'
  const repaired = [...new Set(outcome.logged.flatMap((one) => one.repaired?.join(', ') ?? []))].map(
    (what) => `; repaired: ${what}`,
  )
  const wanted = outcome.wanted.length > 0 ? `; refused: ${outcome.wanted.join(', ')}` : ''
  return [
    `${verdict} ${`${name} ${version}`.padEnd(NAME_WIDTH)} ${region.padEnd(REGION_WIDTH)} ${seconds.padStart(7)}  ${calls}${repaired.join('')}${wanted}`,
    ...problems.map((problem) => `     ${problem}`),
  ]
}

const NAME_WIDTH = 22
const REGION_WIDTH = 14

/** Each operation with its model, requested → sent, once with how often. */
function callsOf(logged: readonly LoggedRequest[]): string[] {
  const counts = new Map<string, number>()
  for (const { operation, requestedModel, sentModel } of logged) {
    const call = requestedModel ? `${operation} ${requestedModel} → ${sentModel ?? 'refused'}` : operation
    counts.set(call, (counts.get(call) ?? 0) + 1)
  }
  return [...counts].map(([call, times]) => (times === 1 ? call : `${times} × ${call}`))
}

/** Which agents passed, failed and could not be had, a line each; what could not be had is never counted as passed. */
export function summaryLines(results: readonly AgentResult[]): string[] {
  const titled = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [`${title}: ${lines.join(', ')}`] : []
  const ran = results.filter((result) => result.kind === 'ran')
  const named = ({ name, version }: AgentResult) => `${name} ${version}`
  return [
    ...titled('passed', ran.filter(({ failures }) => failures === 0).map(named)),
    ...titled('failed', ran.filter(({ failures }) => failures > 0).map(named)),
    ...results.flatMap((result) =>
      result.kind === 'unavailable' ? [`could not be had here: ${named(result)}: ${result.why}`] : [],
    ),
  ]
}

/** 1 where an agent that could be installed failed, and where none could. */
export function exitCodeOf(results: readonly AgentResult[]): number {
  const ran = results.filter((result) => result.kind === 'ran')
  return ran.length > 0 && ran.every(({ failures }) => failures === 0) ? 0 : 1
}
