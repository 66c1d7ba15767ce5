import { expect, it } from 'vitest'
import { stateFolder } from '../../src/cli/state-folder.ts'

it.each([
  [{}, '/home/me/.local/state/bedrock-profile-proxy'],
  [{ XDG_STATE_HOME: '/state' }, '/state/bedrock-profile-proxy'],
  [{ XDG_STATE_HOME: 'relative' }, '/home/me/.local/state/bedrock-profile-proxy'],
])('with %j it is %s', (env, folder) => {
  expect(stateFolder({ env, homeDir: '/home/me' })).toBe(folder)
})
