import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import type { AgentRow } from './agent-row.ts'
import type { AskedModel, RunRegion } from './models.ts'
import { succeeded } from './run-command.ts'
import type { LoggedRequest } from './start-world.ts'
import type { TurnOutcome } from './take-turn.ts'
import { TOOL_OUTPUT } from './tool-command.ts'

/** What is wrong with a turn, a sentence each; none where the agent did all that its row says, and Bedrock accepted it. */
export function judgeTurn({ models, calls, toolCall }: AgentRow, region: RunRegion, outcome: TurnOutcome): string[] {
  const { ends, arrived, logged } = outcome
  const reply = `Hello from ${models.large.profiles[region]} in ${region}.`
  return [
    ...ends.filter((ended) => !succeeded(ended)).map(({ how, exitCode }) => `it ${ENDINGS[how]} (${exitCode})`),
    ...(ends.some(({ stdout }) => stdout.includes(reply)) ? [] : [`it did not print: ${reply}`]),
    ...missing(arrived, calls.large, models.large, region),
    ...(calls.small === undefined ? [] : missing(arrived, calls.small, models.small, region)),
    ...(calls.further ?? []).filter((name) => !arrived.some(({ operation }) => operation === name)).map(notCalled),
    ...(toolCall && !arrived.some(({ body }) => body.includes(TOOL_OUTPUT)) ? [`it did not run ${toolCall.tool}`] : []),
    ...logged.filter(({ status }) => status >= 400).map(refused),
  ]
}

const ENDINGS = { exited: 'failed', 'timed-out': 'found no end', missing: 'could not be started' }

function missing(
  arrived: readonly SimulatedRequest[],
  operation: string,
  { profiles }: AskedModel,
  region: RunRegion,
): string[] {
  const profile = profiles[region]
  const hasArrived = arrived.some(
    (one) => one.operation === operation && one.modelId === profile && one.signature === 'verified',
  )
  return hasArrived ? [] : [`no signed ${operation} of ${profile} arrived`]
}

function notCalled(operation: string): string {
  return `no ${operation} arrived`
}

/** What Bedrock refused and the proxy mended is no problem: the agent did not see it. */
function refused({ operation, requestedModel = '', status }: LoggedRequest): string {
  return `${status} was the answer to ${operation} ${requestedModel}`.trim()
}
