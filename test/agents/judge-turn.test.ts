import { expect, it } from 'vitest'
import type { AgentRow } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { judgeTurn } from './judge-turn.ts'
import { CLAUDE } from './models.ts'
import type { Ended } from './run-command.ts'
import type { TurnOutcome } from './take-turn.ts'

const ROW: AgentRow = {
  name: 'some-agent',
  version: '1.2.3',
  install: fromNpm('some-agent@1.2.3'),
  models: CLAUDE,
  calls: { large: 'ConverseStream', small: 'Converse' },
  commands: () => [['some-agent']],
}
const LARGE = 'au.anthropic.claude-sonnet-4-6'
const SMALL = 'au.anthropic.claude-haiku-4-5-20251001-v1:0'
const GOOD_END: Ended = { how: 'exited', exitCode: 0, stdout: `Hello from ${LARGE} in ap-southeast-2.\n`, stderr: '' }

type Arrived = TurnOutcome['arrived'][number]

function arrived(operation: string, modelId: string, more: Partial<Arrived> = {}): Arrived {
  const wire = {
    method: 'POST',
    path: '/',
    headers: [],
    body: Buffer.alloc(0),
    httpVersion: '1.1',
    bytesWritten: 1,
    events: [],
  }
  const outcome = { signature: 'verified', status: 200, aborted: false, closed: Promise.resolve() } as const
  return { ...wire, ...outcome, operation, modelId, ...more }
}

const CALLS = [arrived('ConverseStream', LARGE), arrived('Converse', SMALL)]

function judge(outcome: Partial<TurnOutcome>): string[] {
  const good = { ends: [GOOD_END], arrived: CALLS, logged: [], wanted: [], durationMs: 1 }
  return judgeTurn(ROW, 'ap-southeast-2', { ...good, ...outcome })
}

it('finds nothing wrong where both models were called, signed, and the answer was printed', () => {
  expect(judge({})).toEqual([])
  expect(judge({ wanted: ['telemetry.example.com:443'] })).toEqual([])
})

it.each<[what: string, outcome: Partial<TurnOutcome>, problem: string]>([
  ['an exit code', { ends: [GOOD_END, { ...GOOD_END, exitCode: 3 }] }, 'it failed (3)'],
  ['a program that hangs', { ends: [GOOD_END, { ...GOOD_END, how: 'timed-out' }] }, 'it found no end'],
  ['another answer', { ends: [{ ...GOOD_END, stdout: 'Hello.' }] }, `it did not print: Hello from ${LARGE}`],
  ['a missing call', { arrived: CALLS.slice(0, 1) }, `no signed Converse of ${SMALL} arrived`],
  ['another operation', { arrived: [arrived('Converse', LARGE), ...CALLS.slice(1)] }, 'no signed ConverseStream'],
  [
    'a foundation model ID',
    { arrived: [arrived('ConverseStream', CLAUDE.large.id), ...CALLS.slice(1)] },
    `no signed ConverseStream of ${LARGE} arrived`,
  ],
  [
    'a signature that does not hold',
    { arrived: [arrived('ConverseStream', LARGE, { signature: 'refused', status: 403 }), ...CALLS.slice(1)] },
    'no signed ConverseStream',
  ],
  [
    'a refusal',
    { arrived: [...CALLS, arrived('Converse', SMALL, { status: 400 })] },
    `Bedrock answered 400 to Converse`,
  ],
])('finds %s', (_, outcome, problem) => {
  expect(judge(outcome).join('\n')).toContain(problem)
})
