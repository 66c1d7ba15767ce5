import type { SimulatedRequest } from '../../src/simulator/simulated-request.ts'
import type { AgentRow } from './agent-row.ts'
import type { AskedModel, RunRegion } from './models.ts'
import { succeeded } from './run-command.ts'
import type { TurnOutcome } from './take-turn.ts'

/** What is wrong with a turn, a sentence each; none where the agent did all that its row says, and Bedrock accepted it. */
export function judgeTurn({ models, calls }: AgentRow, region: RunRegion, outcome: TurnOutcome): string[] {
  const { ends, arrived } = outcome
  const reply = `Hello from ${models.large.profiles[region]} in ${region}.`
  return [
    ...ends.filter((ended) => !succeeded(ended)).map(({ how, exitCode }) => `it ${ENDINGS[how]} (${exitCode})`),
    ...(ends.some(({ stdout }) => stdout.includes(reply)) ? [] : [`it did not print: ${reply}`]),
    ...missing(arrived, calls.large, models.large, region),
    ...(calls.small === undefined ? [] : missing(arrived, calls.small, models.small, region)),
    ...arrived.filter(({ status = 0 }) => status !== 200).map(refused),
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

function refused({ operation, modelId, path, status }: SimulatedRequest): string {
  return `Bedrock answered ${status ?? 'nothing'} to ${operation ?? path} ${modelId ?? ''}`.trim()
}
