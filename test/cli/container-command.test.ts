import { expect, it } from 'vitest'
import { flagsOfContainer } from '../../src/cli/container-command.ts'

const reading = (command: string) => (path: string) =>
  path === '/proc/1/cmdline' ? Promise.resolve(`${command.replaceAll(' ', '\0')}\0`) : Promise.reject(new Error(path))

it.each([
  ['node dist/main.js serve --port 9000', { port: '9000' }],
  ['node dist/main.js --port=9000 --host 0.0.0.0', { port: '9000', host: '0.0.0.0' }],
  ['/sbin/docker-init -- node dist/main.js serve --socket /run/proxy.sock', { socket: '/run/proxy.sock' }],
  ['/usr/bin/tini -- /usr/local/bin/bedrock-profile-proxy serve --config /etc/x.yaml', { config: '/etc/x.yaml' }],
  ['node dist/main.js serve --mantle --port 1 --simulate', { port: '1' }],
  ['node dist/main.js serve', {}],
])('takes of %s the flags that have a value', async (command, flags) => {
  expect(await flagsOfContainer(reading(command))).toEqual(flags)
})

it.each(['/sbin/init splash', '/usr/lib/systemd/systemd --system --port 9000', 'node agent/main.js --port 9000', ''])(
  'takes none of %j, which is no proxy',
  async (command) => {
    expect(await flagsOfContainer(reading(command))).toEqual({})
  },
)

it('takes none where there is no such table of processes', async () => {
  expect(await flagsOfContainer(() => Promise.reject(new Error('ENOENT')))).toEqual({})
})
