import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFailureMemory, FAILURE_MEMORY_MS } from '../../src/aws/failure-memory.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

it('keeps a failure for some seconds, and knows it afterwards as the latest', async () => {
  const { memory, clock } = startMemory()
  expect([await memory.recall(), memory.latest()]).toEqual([undefined, undefined])
  await memory.keep('failed', [])
  clock.now += FAILURE_MEMORY_MS - 1
  expect(await memory.recall()).toBe('failed')
  clock.now += 1
  expect([await memory.recall(), memory.latest()]).toEqual([undefined, 'failed'])
})

it('forgets it on demand', async () => {
  const { memory } = startMemory()
  await memory.keep('failed', [])
  memory.clear()
  expect([await memory.recall(), memory.latest()]).toEqual([undefined, undefined])
})

it.each<[string, (path: string) => void]>([
  ['is written', (path) => writeFileSync(path, 'longer than before')],
  ['goes', (path) => rmSync(path)],
])('holds no longer when a file that it came from %s', async (_, change) => {
  const { memory } = startMemory()
  const path = join(temporaryFolder({ config: 'x' }), 'config')
  await memory.keep('failed', [path])
  expect(await memory.recall()).toBe('failed')
  change(path)
  expect(await memory.recall()).toBeUndefined()
})

it('holds no longer when a file appears', async () => {
  const { memory } = startMemory()
  const path = join(temporaryFolder(), 'token')
  await memory.keep('failed', [path])
  expect(await memory.recall()).toBe('failed')
  writeFileSync(path, '')
  expect(await memory.recall()).toBeUndefined()
})

function startMemory() {
  const clock = { now: 1_000_000 }
  return { memory: createFailureMemory<string>(() => clock.now), clock }
}
