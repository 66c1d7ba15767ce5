import { once } from 'node:events'
import * as http from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { startTrapProxy } from './trap-proxy.ts'

it('lets nobody through, and notes where they wanted to go', async () => {
  const trap = await startTrapProxy()
  onTestFinished(() => trap.close())
  const refused = [
    await statusOf(trap.url, { method: 'CONNECT', path: 'telemetry.example.com:443' }),
    await statusOf(trap.url, { method: 'GET', path: 'http://updates.example.com/latest' }),
  ]
  expect(refused).toEqual([403, 403])
  expect(trap.hosts()).toEqual(['telemetry.example.com:443', 'updates.example.com'])
})

async function statusOf(url: string, options: http.RequestOptions): Promise<number | undefined> {
  const request = http.request(url, options).end()
  const [response]: http.IncomingMessage[] = await Promise.race([once(request, 'response'), once(request, 'connect')])
  response?.destroy()
  return response?.statusCode
}
