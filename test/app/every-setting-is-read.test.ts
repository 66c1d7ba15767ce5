import { expect, it, onTestFinished } from 'vitest'
import { startProxy } from '../../src/app.ts'
import { checkSettings } from '../../src/settings/check-settings.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { SETTING_NAMES, type SettingName } from '../../src/settings/settings-table.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'
import { recorder, SETTINGS } from '../fixtures/start-pair.ts'

/** Read by the rules between settings alone, before a proxy is put together. */
const READ_BY_RULES: readonly SettingName[] = ['insecureNoClientAuth']

it('A setting that is declared is read by the proxy, once it has started, answered requests and drained', async () => {
  const read = await readByTheProxy()
  const unread = SETTING_NAMES.filter((name) => !read.has(name) && !READ_BY_RULES.includes(name))
  expect(unread, 'declared in settings/rows/ and read nowhere: use it, or take its row away').toEqual([])
})

it.each(READ_BY_RULES)('%s is read when the settings are checked', (name) => {
  const { settings, read } = watched({ ...SETTINGS, host: '0.0.0.0' })
  checkSettings(settings, new Map())
  expect(read).toContain(name)
})

it('A setting that only a copy of them all has touched counts as unread', () => {
  const { settings, read } = watched(SETTINGS)
  expect({ ...settings }).toEqual({})
  expect(read.size).toBe(0)
})

/** With an API key and endpoints of its own, so that these are read as well. */
async function readByTheProxy(): Promise<ReadonlySet<string>> {
  const { url, misbehave } = await startFrankfurt({ bearerToken: 'key' })
  const endpoints = { runtimeEndpoint: url, controlPlaneEndpoint: url }
  const { settings, read } = watched({ ...SETTINGS, ...endpoints, failover: 'throttling' })
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'key' }
  const proxy = await startProxy({ settings, env, logTo: recorder().logTo, useColor: false })
  onTestFinished(() => proxy.destroy())
  for (let i = 0; i < 2; i++) misbehave('throttled')
  for (const status of [429, 200]) {
    const answer = await fetch(`${proxy.url}/model/anthropic.claude-sonnet-4-6/converse`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hello' }] }] }),
    })
    expect([answer.status, await answer.arrayBuffer()]).toEqual([status, expect.anything()])
  }
  await proxy.drain()
  return read
}

/** The settings, and the names of those that were read one by one. A spread copies nothing of them. */
function watched(target: Settings): { settings: Settings; read: ReadonlySet<string> } {
  const read = new Set<string>()
  const settings = new Proxy(target, {
    get(from, name, receiver) {
      read.add(String(name))
      return Reflect.get(from, name, receiver)
    },
    ownKeys: () => [],
  })
  return { settings, read }
}
