import { parseArgs } from 'node:util'

/** How long, and how many requests at a time. */
export type SoakOptions = { readonly seconds: number; readonly parallel: number }

const MAX_MINUTES = 60
const MAX_PARALLEL = 512

/** Reads `--minutes N`, one unless told and at most 60, and `--parallel N`, 64 unless told. Throws on anything else. */
export function parseOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '1' },
      parallel: { type: 'string', default: '64' },
    },
  })
  const minutes = Number(values.minutes)
  const parallel = Number(values.parallel)
  if (!(minutes > 0 && minutes <= MAX_MINUTES)) throw new Error(`--minutes is a number up to ${MAX_MINUTES}.`)
  if (!(Number.isInteger(parallel) && parallel >= 1 && parallel <= MAX_PARALLEL)) {
    throw new Error(`--parallel is a whole number up to ${MAX_PARALLEL}.`)
  }
  return { seconds: minutes * 60, parallel }
}
