import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { NodeHttp2Handler } from '@smithy/node-http-handler'
import { createBudget, type Load, type LoadResult } from './load.ts'

/** One request as the AWS SDK hands it to its connection. */
export type SdkRequest = { readonly target: string; readonly body: Buffer }

type Handled = Parameters<NodeHttp2Handler['handle']>[0]

/**
 * Sends the same request over the connection that the AWS SDK for JavaScript keeps, so many at a time. Rejects on a status
 * other than 200.
 */
export async function runHttp2Load(
  target: URL,
  load: Omit<Load, 'request'> & { request: SdkRequest },
): Promise<LoadResult> {
  const handler = new NodeHttp2Handler()
  const mayAsk = createBudget(load)
  const result = { totalMs: [] as number[], firstByteMs: [] as number[] }
  const startedAt = performance.now()
  try {
    await Promise.all(
      Array.from({ length: load.connections }, async () => {
        while (mayAsk()) await ask(handler, requestTo(target, load.request), result)
      }),
    )
    return { ...result, elapsedMs: performance.now() - startedAt }
  } finally {
    handler.destroy()
  }
}

async function ask(
  handler: NodeHttp2Handler,
  request: Handled,
  { totalMs, firstByteMs }: { totalMs: number[]; firstByteMs: number[] },
): Promise<void> {
  const sentAt = performance.now()
  const { response } = await handler.handle(request)
  if (response.statusCode !== 200) throw new Error(`Not a 200: ${response.statusCode}`)
  const body: Readable = response.body
  body.once('data', () => firstByteMs.push(performance.now() - sentAt))
  await once(body, 'end')
  totalMs.push(performance.now() - sentAt)
}

function requestTo({ protocol, hostname, port, host }: URL, { target, body }: SdkRequest): Handled {
  const request = {
    ...{ protocol, hostname, port: Number(port), method: 'POST', path: target, query: {}, body },
    headers: { host, 'content-type': 'application/json', 'content-length': String(body.length) },
  }
  return request as unknown as Handled
}
