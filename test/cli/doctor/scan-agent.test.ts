import { expect, it } from 'vitest'
import { findAgent } from '../../../src/cli/connect/agent-table.ts'
import { scanAgent } from '../../../src/cli/doctor/scan-agent.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand } from '../run-command.ts'

const scan = (name: string, homeDir: string, env = {}) => scanAgent(findAgent(name), { env, homeDir, cwd: homeDir })

it.each(['claude-code', 'opencode', 'codex', 'crush', 'cline', 'continue', 'zed', 'goose', 'pi'])(
  'finds in the file of %s what connect wrote',
  async (name) => {
    const home = temporaryFolder()
    const flags = ['--region', 'eu-central-1', '--url', 'http://127.0.0.1:9', '--write']
    await runCommand(['connect', name, ...flags], { homeDir: home, env: { BEDROCK_PROXY_DISCOVERY: 'off' } })
    const { urls, models, isInstalled } = await scan(name, home)
    expect([urls, isInstalled]).toEqual([['http://127.0.0.1:9'], true])
    if (name !== 'pi') expect(models.join()).toMatch(/anthropic\.claude|openai\.gpt/)
  },
)

it('finds what stands in the environment', async () => {
  const env = { ANTHROPIC_BEDROCK_BASE_URL: 'http://127.0.0.1:9', ANTHROPIC_MODEL: 'my.model' }
  const { urls, models } = await scan('claude-code', temporaryFolder(), env)
  expect([urls, models]).toEqual([['http://127.0.0.1:9'], ['my.model']])
})

it.each(['{', '[]', '"x"', '{"env":7}'])('finds nothing in a file that says %s', async (text) => {
  const home = temporaryFolder({ '.claude/settings.json': text })
  expect(await scan('claude-code', home)).toMatchObject({ urls: [], models: [], isInstalled: true })
})
