import { describe, expect, it } from 'vitest'
import { type AgentResult, exitCodeOf, summaryLines, turnLines } from './report-run.ts'

const PASSED: AgentResult = { name: 'pi', version: '1.0.0', kind: 'ran', failures: 0 }
const FAILED: AgentResult = { name: 'kilo', version: '2.0.0', kind: 'ran', failures: 1 }
const UNAVAILABLE: AgentResult = { name: 'crush', version: '3.0.0', kind: 'unavailable', why: 'it needs go' }

describe('the line of a turn', () => {
  const call = { operation: 'Converse', status: 200, requestedModel: 'a.b', sentModel: 'eu.a.b' }
  const outcome = { ends: [], arrived: [], wanted: [], durationMs: 1234 }

  it('has each call once, requested → sent', () => {
    const logged = [call, { operation: 'ListInferenceProfiles', status: 200 }, call]
    const [line, ...more] = turnLines(PASSED, 'eu-central-1', { ...outcome, logged }, [])
    expect(line).toMatch(/^ok +pi 1\.0\.0 +eu-central-1 +1\.2 s +2 × Converse a\.b → eu\.a\.b, ListInferenceProfiles$/)
    expect(more).toEqual([])
  })

  it('tells what is wrong, and whom else the agent wanted to reach', () => {
    const lines = turnLines(PASSED, 'sa-east-1', { ...outcome, logged: [], wanted: ['x.example:443'] }, [
      'it failed (1)',
    ])
    expect(lines[0]).toMatch(/^FAIL .* no call; refused: x\.example:443$/)
    expect(lines.slice(1)).toEqual(['     it failed (1)'])
  })
})

it('the summary never counts as passed what could not be had', () => {
  expect(summaryLines([PASSED, FAILED, UNAVAILABLE])).toEqual([
    'passed: pi 1.0.0',
    'failed: kilo 2.0.0',
    'could not be had here: crush 3.0.0: it needs go',
  ])
})

it.each([
  [[PASSED], 0],
  [[PASSED, UNAVAILABLE], 0],
  [[PASSED, FAILED], 1],
  [[UNAVAILABLE], 1],
])('%j ends with %i', (results, exitCode) => {
  expect(exitCodeOf(results)).toBe(exitCode)
})
