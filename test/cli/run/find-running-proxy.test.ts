import { expect, it } from 'vitest'
import { findRunningProxy } from '../../../src/cli/run/find-running-proxy.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { settingsWith, startPair } from '../../fixtures/start-pair.ts'

const at = (url: string) => settingsWith({ host: '127.0.0.1', port: Number(new URL(url).port) })

it('gives URL and Region of the one that listens', async () => {
  const { proxy } = await startPair({ region: 'eu-west-1' })
  expect(await findRunningProxy(at(proxy.url))).toMatchObject({
    url: proxy.url,
    region: 'eu-west-1',
    token: undefined,
    isAwsAsked: false,
  })
})

it('takes nothing else for a proxy', async () => {
  const url = await startHttpServer((_, response) => void response.end('hello'))
  await expect(findRunningProxy(at(url))).rejects.toThrow(`What answers at ${url} is not this proxy`)
})

it('cannot use one on a unix socket', async () => {
  await expect(findRunningProxy(settingsWith({ socket: '/run/proxy.sock' }))).rejects.toThrow('on a unix socket')
})
