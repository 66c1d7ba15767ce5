import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startWorld } from './start-world.ts'

/** A program in the place of the built proxy. */
function startProgram(text: string) {
  const home = mkdtempSync(join(tmpdir(), 'agents-world-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  const binary = join(home, 'program.mjs')
  writeFileSync(binary, text)
  return startWorld({ region: 'eu-central-1', binary, home, env: {} })
}

it('does not wait for a proxy that dies before it listens, and tells its last words', async () => {
  await expect(startProgram(`console.error('no credentials'); process.exit(3)`)).rejects.toThrow(
    'The proxy died (3). no credentials',
  )
})

it('tells of a proxy that dies while it listens', async () => {
  const world = await startProgram(
    `console.log('{"url":"http://127.0.0.1:1"}'); process.stdin.on('end', () => process.exit(4)).resume()`,
  )
  onTestFinished(() => world.stop())
  if (!world.died.aborted) await once(world.died, 'abort')
  expect(String(world.died.reason)).toContain('The proxy died (4).')
})
