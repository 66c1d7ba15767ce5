import { describe, expect, it } from 'vitest'
import { PYTHON_AGENTS, pythonProof } from '../../../src/cli/connect/python-agents.ts'
import { CONNECTION, GUARDED } from './sample-connection.ts'

describe.each(PYTHON_AGENTS)('$name', ({ env, unset, code = [] }) => {
  it('gets a key pair and no bearer token, which it would not send over http', () => {
    expect(env?.(GUARDED)).toMatchObject({ AWS_ACCESS_KEY_ID: GUARDED.keyPair.accessKeyId })
    expect(env?.(GUARDED)).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK')
    expect(unset?.(GUARDED)).toContain('AWS_BEARER_TOKEN_BEDROCK')
  })

  it('gets the token itself where TLS is in front', () => {
    const behindTls = { ...GUARDED, url: 'https://proxy.example' }
    expect(env?.(behindTls)).toMatchObject({ AWS_BEARER_TOKEN_BEDROCK: GUARDED.token })
    expect(env?.(behindTls)).not.toHaveProperty('AWS_ACCESS_KEY_ID')
    expect(unset?.(behindTls)).toEqual([])
  })

  it('gets the Region under both names', () => {
    const { region } = CONNECTION
    expect(env?.(CONNECTION)).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region })
  })

  it('has a program that names URL and model', () => {
    const [program] = code.map(({ text }) => text(GUARDED))
    expect(program).toContain(JSON.stringify(GUARDED.url))
    expect(program).toContain(JSON.stringify(GUARDED.large.modelId))
  })
})

it('a program forgets a bearer token before it sets its keys', () => {
  expect(pythonProof(CONNECTION).split('\n')).toEqual([
    'os.environ.pop("AWS_BEARER_TOKEN_BEDROCK", None)',
    'os.environ.pop("AWS_SESSION_TOKEN", None)',
    'os.environ.pop("AWS_PROFILE", None)',
    'os.environ.update(AWS_ACCESS_KEY_ID="local", AWS_SECRET_ACCESS_KEY="local")',
  ])
})
