import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { basename, dirname } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { keepDayTokens, type TokenKeeping, tokenFile } from '../../src/app/keep-day-tokens.ts'
import { DayTokens } from '../../src/server/day-tokens.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const NOON_MS = Date.UTC(2026, 10, 22, 12)
const ADDRESS = '127.0.0.1:8223'

describe('The tokens of the day', () => {
  it('are taken over by the next proxy of the same address, and of no other', async () => {
    const home = newHome()
    const first = await open(home)
    first.days.spend('laptop', 7)
    await first.keeper.close()
    expect((await open(home)).days.usedBy('laptop')).toBe(7)
    expect((await open(home, { address: '127.0.0.1:8224' })).days.usedBy('laptop')).toBe(0)
  })

  it('are on the disk within a second, in a file that its owner alone can read, by name and number', async () => {
    const home = newHome()
    const { days, path, keeper } = await open(home)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    days.spend('laptop', 7)
    days.spend('', 5)
    vi.advanceTimersByTime(1000)
    await expect.poll(() => existsSync(path)).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('{"format":1,"day":"2026-11-22","clients":{"laptop":7,"":5}}\n')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(path))).toEqual([basename(path)])
    await keeper.close()
  })

  it('are of no use on the next day', async () => {
    const home = newHome()
    const first = await open(home)
    first.days.spend('laptop', 7)
    await first.keeper.close()
    expect((await open(home, { nowMs: NOON_MS + 86_400_000 })).days.usedBy('laptop')).toBe(0)
  })

  it('of a proxy that drains and of the next one add up', async () => {
    const home = newHome()
    const before = await open(home)
    before.days.spend('laptop', 100)
    await before.keeper.close()
    const draining = await open(home)
    const next = await open(home)
    next.days.spend('laptop', 10)
    draining.days.spend('laptop', 5)
    await draining.keeper.close()
    await next.keeper.close()
    expect([next.days.usedBy('laptop'), (await open(home)).days.usedBy('laptop')]).toEqual([115, 115])
  })

  it('are not written where nothing was spent, nor after the end', async () => {
    const { days, path, keeper } = await open(newHome())
    await keeper.close()
    days.spend('laptop', 7)
    await keeper.close()
    expect(existsSync(path)).toBe(false)
  })
})

describe('A file with the tokens of the day', () => {
  it.each<[string, (path: string) => void, string]>([
    ['is no JSON', (path) => writeFileSync(path, '{"CANARY"', { mode: 0o600 }), 'it is no count of tokens'],
    ['is other JSON', (path) => writeFileSync(path, '["CANARY"]', { mode: 0o600 }), 'it is no count of tokens'],
    ['is binary', (path) => writeFileSync(path, Buffer.alloc(4096, 0xff), { mode: 0o600 }), 'it is no count of tokens'],
    [
      'is nested a million times',
      (path) => writeFileSync(path, '['.repeat(2 ** 20), { mode: 0o600 }),
      'it is no count',
    ],
    ['is too large', (path) => writeFileSync(path, Buffer.alloc(2 ** 20 + 1, '['), { mode: 0o600 }), 'it is too large'],
    ['is a folder', (path) => mkdirSync(path), 'it is no regular file'],
    ['is a link', (path) => symlinkSync('/etc/hostname', path), 'it is a symbolic link'],
    ['is writable by others', (path) => writeOpen(path), 'others may write to the file'],
  ])('that %s is told of once and ends nothing', async (_, spoil, reason) => {
    const home = newHome()
    const path = fileIn(home)
    mkdirSync(dirname(path), { recursive: true })
    spoil(path)
    const { days, warnings, keeper } = await open(home)
    expect(days.usedBy('laptop')).toBe(0)
    days.spend('laptop', 7)
    await keeper.close()
    expect(warnings[0]).toContain(`${path} are ignored: ${reason}`)
    expect(warnings.join()).not.toContain('CANARY')
    expect(new Set(warnings).size).toBe(warnings.length)
  })

  it('that cannot be written is told of once', async () => {
    const home = temporaryFolder({ '.cache': 'a file in the place of the folder' })
    const { days, warnings, keeper } = await open(home)
    days.spend('laptop', 7)
    await keeper.close()
    days.spend('laptop', 7)
    await keeper.close()
    expect(warnings).toEqual([expect.stringContaining('ENOTDIR'), expect.stringContaining('A restart counts anew.')])
  })

  it('on a disk that does not answer keeps nobody from ending, and is told of', async () => {
    const { days, warnings, keeper } = await open(newHome(), { write: () => new Promise(() => undefined), limitMs: 1 })
    days.spend('laptop', 7)
    await keeper.close()
    expect(warnings).toEqual([
      expect.stringMatching(/cannot be kept in .*: the disk does not answer\. A restart counts/),
    ])
  })

  it.each([
    [ADDRESS, /^tokens-127\.0\.0\.1_8223-[0-9a-f]{16}\.json$/],
    ['[::1]:8223', /^tokens-_1_8223-[0-9a-f]{16}\.json$/],
    ['/run/user/0/../proxy.sock', /^tokens-_run_user_0_\.\._proxy\.sock-[0-9a-f]{16}\.json$/],
  ])('of %s lies beside the copies of catalogs', (address, name) => {
    const path = tokenFile({ address, env: {}, home: { homeDir: '/home/me', userId: 1 } })
    expect(dirname(path)).toBe('/home/me/.cache/bedrock-profile-proxy')
    expect(basename(path)).toMatch(name)
  })
})

function writeOpen(path: string): void {
  writeFileSync(path, '{}')
  chmodSync(path, 0o666)
}

const newHome = () => temporaryFolder()
const homeOf = (homeDir: string) => ({ homeDir, userId: userInfo().uid })
const fileIn = (homeDir: string) => tokenFile({ address: ADDRESS, env: {}, home: homeOf(homeDir) })

type Given = Pick<TokenKeeping, 'write' | 'limitMs'> & { address?: string; nowMs?: number }

async function open(homeDir: string, { address = ADDRESS, nowMs = NOON_MS, ...disk }: Given = {}) {
  const warnings: string[] = []
  const days = new DayTokens(() => nowMs)
  const onWarning = (message: string) => void warnings.push(message)
  const keeping = { address, env: {}, home: homeOf(homeDir), days, onWarning, ...disk }
  return { days, warnings, path: tokenFile(keeping), keeper: await keepDayTokens(keeping) }
}
