import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fetchNode } from './fetch-node.ts'

/** `npm run test:node -- VERSION [FILES…]`: the tests on that Node, and everything that they start. */
const [version = '', ...argv] = process.argv.slice(2)
const bin = fetchNode(version)
const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) }
const { status } = spawnSync(join(bin, 'node'), ['node_modules/vitest/vitest.mjs', 'run', ...argv], {
  env,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
