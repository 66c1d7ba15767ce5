import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { type CatalogCopyOptions, createCatalogCopy } from '../../src/catalog/catalog-copy.ts'
import { copyLocation } from '../../src/catalog/copy-location.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { LIVE } from './live-catalog.ts'

it('gives back what was written, as what it is', async () => {
  const { copy, reopen, warnings } = openCopy()
  expect(await copy.read()).toBeUndefined()
  await copy.write(LIVE)
  expect(await reopen().read()).toEqual({ ...LIVE, source: 'cache' })
  expect(warnings).toEqual([])
})

it('leaves the application profiles out where they may be of another account next time', async () => {
  const { copy } = openCopy({ env: { AWS_BEARER_TOKEN_BEDROCK: 'SECRET-KEY' } })
  await copy.write(LIVE)
  expect(await copy.read()).toEqual({ ...LIVE, source: 'cache', applicationProfiles: [] })
})

it.each([
  ['2026-11-22', true],
  ['2026-11-23', false],
])('is of use beside a snapshot of %s: %s', async (notBefore, isUsed) => {
  const { copy, warnings } = openCopy({ notBefore })
  await copy.write(LIVE)
  expect((await copy.read()) !== undefined).toBe(isUsed)
  expect(warnings).toEqual([])
})

it('never holds a secret', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'SECRET-CANARY',
    AWS_SESSION_TOKEN: 'TOKEN-CANARY',
  }
  const { copy, path } = openCopy({ env })
  await copy.write(LIVE)
  const everything = path + readFileSync(path, 'utf8')
  expect(everything).not.toMatch(/CANARY|AKIDEXAMPLE/)
})

it.each<[string, (path: string) => void, string]>([
  ['broken', (path) => writeFileSync(path, '{"format":1,"CANARY"'), 'it is no catalog'],
  ['other JSON', (path) => writeFileSync(path, '{"CANARY":1}'), 'it is no catalog'],
  ['writable by others', (path) => chmodSync(path, 0o666), 'others may write to the file'],
  ['no file that can be read', (path) => chmodSync(path, 0o000), 'EACCES'],
])('is ignored with one warning where it is %s', async (_, spoil, reason) => {
  const { copy, warnings, path } = openCopy()
  await copy.write(LIVE)
  spoil(path)
  if (reason === 'EACCES' && userInfo().uid === 0) return expect(await copy.read()).toBeDefined()
  expect(await copy.read()).toBeUndefined()
  expect(await copy.read()).toBeUndefined()
  expect(warnings).toEqual([expect.stringContaining(`${path} is ignored: ${reason}`)])
  expect(warnings.join()).not.toContain('CANARY')
})

it('is ignored where it belongs to another user', async () => {
  const { copy, options } = openCopy()
  await copy.write(LIVE)
  const warnings: string[] = []
  const stranger = createCatalogCopy({
    ...options,
    userId: userInfo().uid + 1,
    onWarning: (text) => warnings.push(text),
  })
  expect(await stranger.read()).toBeUndefined()
  expect(warnings).toEqual([expect.stringContaining('belongs to another user')])
})

it('warns once, and goes on, where it cannot be written', async () => {
  const homeDir = join(temporaryFolder({ file: 'no folder' }), 'file')
  const { copy, warnings } = openCopy({ homeDir })
  await copy.write(LIVE)
  await copy.write(LIVE)
  expect(warnings).toEqual([expect.stringMatching(/could not be copied to .*: ENOTDIR/)])
})

it('removes what nobody has written for a month, such as the copies of temporary keys', async () => {
  const { copy, path } = openCopy()
  await copy.write(LIVE)
  const old = join(dirname(path), 'eu-west-1-0123456789abcdef.json')
  const recent = join(dirname(path), 'us-east-1-0123456789abcdef.json')
  for (const [file, days] of [
    [old, 31],
    [recent, 29],
  ] as const) {
    writeFileSync(file, '{}')
    const date = new Date(Date.now() - days * 24 * 60 * 60_000)
    utimesSync(file, date, date)
  }
  await copy.write(LIVE)
  expect(existsSync(old)).toBe(false)
  expect(readdirSync(dirname(path))).toHaveLength(2)
})

it('is whole whoever else writes at the same time', async () => {
  const { copy, reopen, warnings } = openCopy()
  await Promise.all([copy.write(LIVE), reopen().write(LIVE), copy.write(LIVE), reopen().write(LIVE)])
  expect(await copy.read()).toBeDefined()
  expect(warnings).toEqual([])
})

function openCopy(given: Partial<CatalogCopyOptions> = {}) {
  const warnings: string[] = []
  const options: CatalogCopyOptions = {
    region: 'eu-central-1',
    controlPlane: new URL('https://bedrock.eu-central-1.amazonaws.com'),
    profile: undefined,
    env: {},
    homeDir: temporaryFolder(),
    userId: userInfo().uid,
    notBefore: '2026-11-22',
    onWarning: (message) => warnings.push(message),
    ...given,
  }
  const reopen = () => createCatalogCopy(options)
  return { copy: reopen(), reopen, options, warnings, path: copyLocation(options).path }
}
