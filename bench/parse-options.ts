import { parseArgs } from 'node:util'

export type BenchOptions = {
  /** File for the figures as JSON. */
  readonly json: string | undefined
  /** Names of contenders and workloads; empty for all of them. */
  readonly only: readonly string[]
  /** How often every contender takes its turn at every workload. */
  readonly rounds: number
  /** Longest time of one turn, in milliseconds. */
  readonly turnMs: number
  /** How often every contender is started for the start-up time. */
  readonly starts: number
  /** How often everybody is left alone and then asked once a second, and how many times. */
  readonly pace: { readonly rounds: number; readonly requests: number }
  /** How often a thousand streams are opened at every contender. */
  readonly streamRounds: number
}

const FULL = { rounds: 5, turnMs: 1000, starts: 5, pace: { rounds: 5, requests: 6 }, streamRounds: 3 }
const QUICK = { rounds: 2, turnMs: 500, starts: 3, pace: { rounds: 1, requests: 4 }, streamRounds: 1 }

/** Reads `--quick`, `--json FILE` and `--only NAME`, which may be given several times. Throws on anything else. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
    },
  })
  return { json: values.json, only: values.only, ...(values.quick ? QUICK : FULL) }
}
