import { expect, it } from 'vitest'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { agentTable, listAgents, settingsPlace } from '../../../src/cli/connect/list-agents.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

it.each([
  ['zed', '~/x', '~/x'],
  ['litellm', undefined, 'environment'],
  ['vercel-ai-sdk', undefined, 'program'],
  ['roo', undefined, 'its own settings'],
])('%s is told of the proxy in: %s', (name, path, place) => {
  expect(settingsPlace(findAgent(name), path)).toBe(place)
})

it('shows aligned columns under headings', async () => {
  const folder = temporaryFolder()
  const agents = await listAgents([findAgent('zed'), findAgent('boto3')], { env: {}, homeDir: folder, cwd: folder })
  expect(agentTable(agents, (_, text) => text)).toEqual([
    'AGENT  NAME   ON THIS MACHINE  EVIDENCE     SETTINGS IN',
    'zed    Zed    not found        from source  ~/.config/zed/settings.json',
    'boto3  boto3  unknown          verified     environment',
  ])
})
