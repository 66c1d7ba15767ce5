import { expect, it } from 'vitest'
import { performanceSection } from '../../../bench/report/performance-section.ts'
import { sampleReport } from './sample-report.ts'

it('has the machine, a column for each contender that took part, and the aims', () => {
  const lines = performanceSection(sampleReport()).split('\n')
  expect(lines[0]).toBe('A CPU, 2 cores, Node 20.1.2; medians of 5 rounds; 2026-11-29, load before the start 0.10.')
  expect(lines).toContain('| | bare relay (undici) | bedrock-profile-proxy |')
  expect(lines).toContain('| 2 KB, 32 connections, requests per second | 12,345 | 7,400 |')
  expect(lines).toContain('| resident memory, idle | 50 MB | 64 MB |')
  expect(lines).toContain("| 2 KB, 1 connection: at most 1.35 of the bare relay's median | 1.30 | reached |")
})

it('puts what was measured over HTTP/2 into the column of the bare relay', () => {
  expect(performanceSection(sampleReport())).toMatch(
    /HTTP\/2 connection, 8 at a time, requests per second \| 3,000 \| – \|/,
  )
})
