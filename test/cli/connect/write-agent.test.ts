import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AgentFile } from '../../../src/cli/connect/agent-row.ts'
import { writeAgent } from '../../../src/cli/connect/write-agent.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { CONNECTION } from './sample-connection.ts'

const FILE: AgentFile = { paths: [], format: 'json', settings: ({ url }) => ({ url }) }

function write(path: string) {
  const shown: string[] = []
  const paint = (_: string, text: string) => text
  return { shown, written: writeAgent(path, FILE, CONNECTION, { show: (lines) => shown.push(...lines), paint }) }
}

it('shows the difference before it writes', async () => {
  const path = join(temporaryFolder({ 'x.json': '{"a":1}' }), 'x.json')
  const { shown, written } = write(path)
  expect(await written).toEqual({ kind: 'changed', backup: `${path}.bedrock-profile-proxy.bak` })
  expect(shown).toContain('-{"a":1}')
  expect(readFileSync(path, 'utf8')).toBe('{"a":1, "url": "http://127.0.0.1:8223"}')
})

it('makes a file that is not there, and then has nothing to do', async () => {
  const path = join(temporaryFolder(), 'new/x.json')
  expect(await write(path).written).toEqual({ kind: 'created' })
  expect(await write(path).written).toEqual({ kind: 'unchanged' })
})

it('refuses bytes that are not UTF-8, and shows none of them', async () => {
  const path = join(temporaryFolder(), 'x.json')
  writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]))
  const { shown, written } = write(path)
  await expect(written).rejects.toThrow(`${path} is not UTF-8`)
  expect(shown).toEqual([])
})

it.each([
  ['[1]', 'its content is not a mapping'],
  ['"x"', 'its content is not a mapping'],
])('refuses %s: there is nothing to merge into', async (text, why) => {
  const path = join(temporaryFolder({ 'x.json': text }), 'x.json')
  await expect(write(path).written).rejects.toThrow(why)
  expect(readFileSync(path, 'utf8')).toBe(text)
})
