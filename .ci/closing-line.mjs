// Reads the JSON reports in a folder, one for each run of vitest. Names each test that was skipped, then prints "N passed, N failed,
// N skipped" of all runs together; fails where a run had no test, or one that failed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
const runs = readdirSync(folder).map((file) => testsOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
const tests = runs.flat()
const passed = tests.filter(({ status }) => status === 'passed')
const failed = tests.filter(({ status }) => status === 'failed')
const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')

for (const name of new Set(skipped.map(({ fullName }) => fullName))) process.stdout.write(`Skipped: ${name}\n`)
process.stdout.write(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped\n`)
if (failed.length > 0 || runs.length === 0 || runs.some((run) => run.length === 0)) process.exitCode = 1

function testsOf({ testResults }) {
  return testResults.flatMap(({ assertionResults }) => assertionResults)
}
