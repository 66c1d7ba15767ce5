import { expect, it } from 'vitest'
import { agentPath, shortPath } from '../../../src/cli/connect/agent-path.ts'

const PATHS = ['$CODEX_HOME/config.toml', '$XDG_CONFIG_HOME/codex/config.toml', '~/.codex/config.toml']

it.each([
  [{}, '/home/me/.codex/config.toml'],
  [{ XDG_CONFIG_HOME: '/xdg' }, '/xdg/codex/config.toml'],
  [{ XDG_CONFIG_HOME: '/xdg', CODEX_HOME: '/codex' }, '/codex/config.toml'],
  [{ CODEX_HOME: '' }, '/home/me/.codex/config.toml'],
])('with %o is %s', (env, path) => {
  expect(agentPath(PATHS, { env, homeDir: '/home/me' })).toBe(path)
})

it('takes a variable that is a whole path', () => {
  expect(agentPath(['$AWS_CONFIG_FILE', '~/.aws/config'], { env: { AWS_CONFIG_FILE: '/x/y' }, homeDir: '/h' })).toBe(
    '/x/y',
  )
})

it('fails where no path counts', () => {
  expect(() => agentPath(['$NOWHERE/x'], { env: {}, homeDir: '/h' })).toThrow('none of $NOWHERE/x')
})

it('is short below the home folder', () => {
  expect([shortPath('/home/me/.x', '/home/me'), shortPath('/home/mean', '/home/me')]).toEqual(['~/.x', '/home/mean'])
})
