import { expect, it } from 'vitest'
import { loadListening } from '../../src/settings/load-listening.ts'
import { temporaryFolder } from './temporary-folder.ts'

function load(files: Record<string, string>, env: Record<string, string> = {}, flags: Record<string, string> = {}) {
  const folder = temporaryFolder(files)
  return loadListening({ flags, env, cwd: folder, homeDir: folder })
}

it('takes host, port and socket from where every setting comes from', async () => {
  const files = { 'bedrock-profile-proxy.yaml': 'port: 3\nhost: "::1"\n' }
  expect(await load(files, { BEDROCK_PROXY_PORT: '2' })).toEqual({ host: '::1', port: 2 })
  expect(await load(files, {}, { socket: '/run/x.sock' })).toEqual({ host: '::1', port: 3, socket: '/run/x.sock' })
  expect(await load({})).toEqual({ host: '127.0.0.1', port: 8223 })
})

it('asks for no more than these to be right', async () => {
  expect(await load({ 'bedrock-profile-proxy.yaml': 'port: 3\nrouting: nearest\nrooting: x\n' })).toMatchObject({
    port: 3,
  })
  await expect(load({}, { BEDROCK_PROXY_PORT: 'tcp://10.0.0.1:8223' })).rejects.toMatchObject({
    problems: ['BEDROCK_PROXY_PORT: must be a whole number from 0 to 65535'],
  })
})
