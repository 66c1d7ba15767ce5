import type { CliContext } from '../cli-context.ts'
import { type Paint, paintFor, printLines } from '../print.ts'
import type { SimulatedBedrock } from '../simulated-bedrock.ts'
import { callDirectly } from './call-directly.ts'
import { callThroughProxy } from './call-through-proxy.ts'
import type { Target } from './demo-client.ts'
import { loadDemoClient } from './load-demo-client.ts'

/** Who plays in the demo. */
export type Cast = {
  readonly region: string
  readonly simulated: SimulatedBedrock
  readonly proxyUrl: string
}

const MODEL_ID = 'anthropic.claude-sonnet-4-6'

/** The proxy signs with its own credentials, so the client's need not be true. */
const ANYBODY = { credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' }, bearerToken: 'anything' }

/**
 * Shows a call that Bedrock refuses, the same call through the proxy, and what to do next.
 * @throws Error where anything did not go as it was told
 */
export async function tellStory(
  { region, simulated, proxyUrl }: Cast,
  { stdout, env, ownCommand }: CliContext,
): Promise<void> {
  const paint = paintFor(stdout, env)
  const client = await loadDemoClient()
  const bedrock: Target = { ...simulated, endpoint: simulated.endpoint.origin, region }
  const proxy: Target = { ...ANYBODY, endpoint: proxyUrl, region }

  printLines(stdout, opening(region, client.name, paint))
  const refusal = await callDirectly(client, bedrock, MODEL_ID)
  printLines(stdout, turn(refusal, proxyUrl, paint))
  await callThroughProxy({
    client,
    target: proxy,
    modelId: MODEL_ID,
    simulated,
    onArrival: ({ sentModelId }) => stdout.write(arrival(sentModelId, region, paint)),
    onToken: (token) => stdout.write(paint('cyan', token)),
  })
  printLines(stdout, ending(region, ownCommand()))
}

function opening(region: string, clientName: string, paint: Paint): string[] {
  return [
    `A simulated Bedrock in ${region} and the real proxy in front of it run on this machine. The client is ${clientName}.`,
    '',
    paint('bold', `1. Without the proxy: ConverseStream with ${MODEL_ID}`),
  ]
}

function turn(refusal: Error, proxyUrl: string, paint: Paint): string[] {
  return [
    `   ${paint('red', '✗')} ${refusal.name}: ${refusal.message}`,
    '',
    paint('bold', `2. The same call through the proxy at ${proxyUrl}`),
  ]
}

function arrival(sentModelId: string, region: string, paint: Paint): string {
  return `   requested  ${MODEL_ID}
   sent       ${paint('green', sentModelId)}
   Region     ${region}
   signature  verified, recomputed from the bytes that arrived
   answer     `
}

function ending(region: string, ownCommand: string): string[] {
  return [
    '',
    '',
    'Next, with your own AWS credentials (with --simulate, without any):',
    `  ${ownCommand} --region ${region}`,
    'then, in another shell, point an agent at it, for example:',
    `  export CLAUDE_CODE_USE_BEDROCK=1 CLAUDE_CODE_SKIP_BEDROCK_AUTH=1 AWS_REGION=${region}`,
    '  ANTHROPIC_BEDROCK_BASE_URL=http://127.0.0.1:8223 claude',
  ]
}
