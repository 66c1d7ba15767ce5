import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { hasBoto3 } from '../fixtures/has-boto3.ts'
import { expectNothingLeaked } from '../fixtures/leaks.ts'
import { BARE, INVOCATION, PROFILE, REPLY } from '../fixtures/model-requests.ts'
import { startPair } from '../fixtures/start-pair.ts'

const SCRIPT = `
import boto3, json, sys
url, model = sys.argv[1:]
client = boto3.client('bedrock-runtime', endpoint_url=url, region_name='us-west-2',
                      aws_access_key_id='CLIENTKEY', aws_secret_access_key='client-secret')
messages = [{'role': 'user', 'content': [{'text': 'hi'}]}]
answer = client.converse(modelId=model, messages=messages)['output']['message']['content'][0]['text']
stream = client.converse_stream(modelId=model, messages=messages)['stream']
streamed = ''.join(event['contentBlockDelta']['delta']['text'] for event in stream if 'contentBlockDelta' in event)
invoked = json.loads(client.invoke_model(modelId=model, body='${INVOCATION}')['body'].read())['content'][0]['text']
print(json.dumps([answer, streamed, invoked]))
`

describe.skipIf(!hasBoto3())('boto3 (left out unless python3 has it)', () => {
  it('converses, streams and invokes', async () => {
    const { proxy, simulator } = await startPair()
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, AWS_EC2_METADATA_DISABLED: 'true' }
    const { stdout } = await promisify(execFile)('python3', ['-c', SCRIPT, proxy.url, BARE], { env })
    expect(JSON.parse(stdout)).toEqual([REPLY, REPLY, REPLY])
    expect(simulator.requests.map(({ operation }) => operation)).toEqual(['Converse', 'ConverseStream', 'InvokeModel'])
    for (const { modelId, signature, headers } of simulator.requests) {
      expect({ modelId, signature }).toEqual({ modelId: PROFILE, signature: 'verified' })
      expectNothingLeaked(headers)
    }
  })
})
