import { expect, it } from 'vitest'
import type { AgentRow } from './agent-row.ts'
import { fromNpm } from './install/installer.ts'
import { judgeTurn } from './judge-turn.ts'
import { CLAUDE } from './models.ts'
import type { Command, Ended } from './run-command.ts'
import type { TurnOutcome } from './take-turn.ts'
import { TOOL_OUTPUT } from './tool-command.ts'

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
  return judgeTurn(ROW, 'ap-southeast-2', { ...GOOD, ...outcome })
}

const GOOD: TurnOutcome = { ends: [GOOD_END], arrived: CALLS, logged: [], wanted: [], durationMs: 1 }

it('finds nothing wrong where both models were called, signed, and the answer was printed', () => {
  expect(judge({})).toEqual([])
  expect(judge({ wanted: ['telemetry.example.com:443'] })).toEqual([])
})

it('minds no refusal that the proxy has mended, for the agent never saw it', () => {
  const refused = arrived('Converse', SMALL, { status: 400 })
  const logged = [{ operation: 'Converse', status: 200, repaired: ['beta=some-flag'] }]
  expect(judge({ arrived: [refused, ...CALLS], logged })).toEqual([])
})

it('wants the output of a tool that was called, and each further operation', () => {
  const toolCall = { tool: 'Bash', input: {}, command: (): Command => ['some-agent'] }
  const row = { ...ROW, calls: { ...ROW.calls, further: ['CountTokens'] }, toolCall }
  const problems = (calls: Arrived[]) => judgeTurn(row, 'ap-southeast-2', { ...GOOD, arrived: calls })
  expect(problems(CALLS)).toEqual(['no CountTokens arrived', 'it did not run Bash'])
  const told = arrived('ConverseStream', LARGE, { body: Buffer.from(`{"text":"${TOOL_OUTPUT}"}`) })
  expect(problems([...CALLS, told, arrived('CountTokens', LARGE)])).toEqual([])
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
    { logged: [{ operation: 'Converse', status: 400, requestedModel: 'small' }] },
    '400 was the answer to Converse small',
  ],
])('finds %s', (_, outcome, problem) => {
  expect(judge(outcome).join('\n')).toContain(problem)
})
