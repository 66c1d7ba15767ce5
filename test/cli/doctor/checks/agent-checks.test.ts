import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../settings/temporary-folder.ts'
import { cliContextOf } from '../../cli-context-of.ts'
import { find, patientOf } from '../patient-of.ts'

const claude = (url: string, model = 'anthropic.claude-sonnet-4-6') => ({
  '.claude/settings.json': JSON.stringify({ env: { ANTHROPIC_BEDROCK_BASE_URL: url, ANTHROPIC_MODEL: model } }),
})
const withFiles = (files: Record<string, string>, settings = {}) => {
  const homeDir = temporaryFolder(files)
  return patientOf({ context: cliContextOf({ homeDir, cwd: homeDir }), settings })
}

describe('agents', () => {
  it.each(['http://127.0.0.1:8223', 'http://localhost:8223/'])('that are pointed to %s come here', async (url) => {
    expect(await find('agents', withFiles(claude(url)))).toEqual({ status: 'ok', finding: 'Here: claude-code' })
  })

  it('that are pointed elsewhere are told with the host, without a password', async () => {
    const found = await find('agents', withFiles(claude('http://me:canary@gateway.corp:9')))
    expect(found).toMatchObject({ status: 'warn', finding: 'elsewhere: claude-code (gateway.corp:9).' })
    expect(JSON.stringify(found)).not.toContain('canary')
  })

  it('that were never told of the proxy are named', async () => {
    const found = await find('agents', withFiles({ '.claude/settings.json': '{}' }))
    expect(found).toEqual({ status: 'ok', finding: 'not told of the proxy: claude-code' })
  })

  it('may be none', async () => {
    expect((await find('agents', withFiles({}))).status).toBe('skipped')
  })
})

describe('models', () => {
  it('that the policy leaves are fine', async () => {
    const { status } = await find('models', withFiles(claude('http://127.0.0.1:8223')))
    expect(status).toBe('ok')
  })

  it('that the policy refuses are named with their agent', async () => {
    const patient = withFiles(claude('http://127.0.0.1:8223'), { denyModels: ['anthropic.*'] })
    expect(await find('models', patient)).toMatchObject({
      status: 'failed',
      finding: expect.stringContaining('anthropic.claude-sonnet-4-6 (claude-code)'),
    })
  })

  it('that a routing leaves nothing for are named with their agent', async () => {
    const patient = withFiles(claude('http://127.0.0.1:8223'), { routing: 'in-region-only' })
    expect(await find('models', patient)).toMatchObject({
      status: 'failed',
      finding: 'The policy leaves nothing for anthropic.claude-sonnet-4-6 (claude-code).',
    })
  })

  it('of agents that are pointed elsewhere do not matter', async () => {
    const patient = withFiles(claude('http://127.0.0.1:9'), { routing: 'in-region-only' })
    expect((await find('models', patient)).status).toBe('skipped')
  })
})
