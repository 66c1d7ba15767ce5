import { Writable } from 'node:stream'
import { startProxy } from '../../app.ts'
import { adviseOn } from '../../bedrock/aws-advice.ts'
import { awsMessageIn } from '../../bedrock/aws-message.ts'
import type { Settings } from '../../settings/settings.ts'
import type { CliContext } from '../cli-context.ts'
import type { Finding } from './check-row.ts'
import { failed, inTwo, ok } from './findings.ts'

/** A model answers a token in seconds, the first call of an account in some more. */
const LIMIT_MS = 60_000

/** Invokes a model once, for one token, through a proxy as these settings make one; tells what AWS's refusal means. */
export async function probeModel(
  model: string,
  settings: Settings,
  { env, homeDir, userId }: CliContext,
): Promise<Finding> {
  const { socket: _, clientToken: _token, ...rest } = settings
  const logTo = new Writable({ write: (_chunk, _encoding, done) => done() })
  const quiet = { ...rest, host: '127.0.0.1', port: 0 }
  const proxy = await startProxy({ settings: quiet, env, logTo, useColor: false, home: { homeDir, userId } })
  try {
    return await ask(proxy.url, model)
  } catch (error) {
    return inTwo(error)
  } finally {
    await proxy.destroy()
  }
}

async function ask(url: string, model: string): Promise<Finding> {
  const response = await fetch(`${url}/model/${encodeURIComponent(model)}/converse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      inferenceConfig: { maxTokens: 1 },
    }),
    signal: AbortSignal.timeout(LIMIT_MS),
  })
  const sent = decodeURIComponent(response.headers.get('x-bedrock-proxy-model') ?? model)
  const text = await response.text()
  if (response.ok) return ok(`${model} answered, as ${withoutAccount(sent)}`)
  const message = awsMessageIn(text)
  const advice = adviseOn(response.status, message)
  const exception = response.headers.get('x-amzn-errortype')?.split(':', 1)[0] ?? 'no reason'
  if (advice)
    return failed(`${response.status} ${exception} for ${withoutAccount(sent)}. ${advice.cause}`, advice.remedy)
  return inTwo(new Error(message === '' ? `AWS answered ${response.status} (${exception}).` : withoutAccount(message)))
}

/** Accounts as their last four digits. */
function withoutAccount(text: string): string {
  return text.replace(/\b\d{8}(\d{4})\b/g, '…$1')
}
