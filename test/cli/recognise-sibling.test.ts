import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recogniseSibling } from '../../src/cli/recognise-sibling.ts'
import { defaultSettings } from '../../src/settings/default-settings.ts'
import { startHttpServer } from '../fixtures/start-http-server.ts'
import { startProxyTo } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const TAKEN = new Error('taken', { cause: Object.assign(new Error(), { code: 'EADDRINUSE' }) })

it('names the proxy of ours that has the port or the socket', async () => {
  const socket = join(temporaryFolder(), 's')
  await startProxyTo('http://127.0.0.1:1', { socket })
  const { url } = await startProxyTo('http://127.0.0.1:1', {})
  const port = Number(new URL(url).port)
  await expect(recogniseSibling(defaultSettings('eu-west-1', { port }))(TAKEN)).rejects.toThrow(
    `Port ${port} is taken by another bedrock-profile-proxy, version `,
  )
  await expect(recogniseSibling(defaultSettings('eu-west-1', { socket }))(TAKEN)).rejects.toThrow(
    new RegExp(`^${socket} is taken by .*choose another --socket\\.$`),
  )
})

it('leaves the error as it is where something else has the port, or the start failed for another reason', async () => {
  const port = Number(new URL(await startHttpServer((_, response) => void response.end('hi'))).port)
  const recognise = recogniseSibling(defaultSettings('eu-west-1', { port }))
  await expect(recognise(TAKEN)).rejects.toBe(TAKEN)
  const other = new Error('AWS did not list')
  await expect(recognise(other)).rejects.toBe(other)
})
