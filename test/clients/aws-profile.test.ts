import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { hasBoto3 } from '../fixtures/has-boto3.ts'
import { BARE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const TOKEN = 'client-token-1'
const ROOT = join(import.meta.dirname, '../..')

const IN_JAVASCRIPT = `
import { BedrockClient, ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock'
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime'
const messages = [{ role: 'user', content: [{ text: 'hi' }] }]
const { output } = await new BedrockRuntimeClient().send(new ConverseCommand({ modelId: '${BARE}', messages }))
await new BedrockClient().send(new ListInferenceProfilesCommand({ maxResults: 3 }))
process.stdout.write(output.message.content[0].text)
process.exit()
`

const IN_PYTHON = `
import boto3
messages = [{'role': 'user', 'content': [{'text': 'hi'}]}]
answer = boto3.client('bedrock-runtime').converse(modelId='${BARE}', messages=messages)
boto3.client('bedrock').list_inference_profiles(maxResults=3)
print(answer['output']['message']['content'][0]['text'], end='')
`

const CLIENTS = [
  { name: 'the SDK for JavaScript', file: process.execPath, args: ['--input-type=module', '-e', IN_JAVASCRIPT] },
  ...(hasBoto3() ? [{ name: 'boto3', file: 'python3', args: ['-c', IN_PYTHON] }] : []),
]

it.each(CLIENTS)(
  'the profile that connect writes is all that $name needs, for both services',
  async ({ file, args }) => {
    const { proxy, simulator } = await startPair({ clientToken: [{ name: 'laptop', token: TOKEN }] })
    const home = temporaryFolder()
    const flags = ['--port', new URL(proxy.url).port, '--client-token', TOKEN, '--discovery', 'off', '--write']
    expect(await runCommand(['connect', 'aws-sdk', ...flags], { homeDir: home, env: {} })).toMatchObject({
      exitCode: 0,
    })
    const env = { PATH: process.env.PATH, HOME: home, AWS_PROFILE: 'bedrock-local', AWS_EC2_METADATA_DISABLED: 'true' }
    const { stdout } = await promisify(execFile)(file, args, { env, cwd: ROOT })
    expect(stdout).toBe(REPLY)
    expect(simulator.requests.map(({ operation }) => operation)).toEqual(['Converse', 'ListInferenceProfiles'])
    await expect.poll(() => proxy.records().map(({ client }) => client)).toEqual(['laptop', 'laptop'])
  },
)
