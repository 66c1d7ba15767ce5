// Prints "N passed, N failed, N skipped" from the closing lines of vitest, and fails where no test ran.
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const lines = stripVTControlCharacters(readFileSync(process.argv[2], 'utf8')).split('\n')
const closing = lines.findLast((line) => /^\s*Tests\s/.test(line)) ?? ''
const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(closing)?.[1] ?? 0)

const skipped = count('skipped') + count('todo')
process.stdout.write(`${count('passed')} passed, ${count('failed')} failed, ${skipped} skipped\n`)
if (count('passed') + count('failed') === 0) process.exitCode = 1
