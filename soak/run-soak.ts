import { describeMachine } from '../bench/measure/machine.ts'
import { PROXY_MAIN } from '../bench/package-files.ts'
import { brokenPromises } from './broken-promises.ts'
import { parseOptions } from './parse-options.ts'
import { renderFigures } from './render-figures.ts'
import { soak } from './soak.ts'

/** `npm run soak`: drives the built proxy for a while, prints the figures, and fails with a sentence for each broken promise. */
const options = parseOptions(process.argv.slice(2))
const machine = describeMachine()
const tell = (line: string) => void process.stderr.write(`${line}\n`)

const figures = await soak({ ...options, main: PROXY_MAIN, tell })
process.stdout.write(`${renderFigures(figures, machine)}\n`)

const broken = brokenPromises(figures)
for (const sentence of broken) tell(`BROKEN: ${sentence}`)
if (broken.length === 0) tell('Every promise was kept.')
process.exitCode = broken.length === 0 ? 0 : 1
