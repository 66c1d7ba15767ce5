import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPrivateFile, writePrivateFile } from '../../src/catalog/private-file.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const TRUST = { userId: userInfo().uid, maxBytes: 100 }
const STRANGER = { ...TRUST, userId: TRUST.userId + 1 }

describe('writePrivateFile', () => {
  it('makes the folder and the file so that nobody else can read them', async () => {
    const path = join(temporaryFolder(), 'a/b/file.json')
    await writePrivateFile(path, 'text', TRUST)
    expect(await readPrivateFile(path, TRUST)).toBe('text')
    expect(modeOf(path)).toBe(0o600)
    expect(modeOf(dirname(path))).toBe(0o700)
  })

  it('replaces a file whole, and leaves no draft behind', async () => {
    const path = newFile('a longer text than the next')
    await writePrivateFile(path, 'next', TRUST)
    expect(readFileSync(path, 'utf8')).toBe('next')
    expect(readdirSync(dirname(path))).toEqual(['file.json'])
  })

  it('replaces a symbolic link and leaves what it led to', async () => {
    const path = newFile('victim')
    const link = join(dirname(path), 'link.json')
    symlinkSync(path, link)
    await writePrivateFile(link, 'text', TRUST)
    expect(readFileSync(path, 'utf8')).toBe('victim')
    expect(readFileSync(link, 'utf8')).toBe('text')
  })

  it('leaves no draft behind where the rename fails', async () => {
    const path = join(temporaryFolder({ 'file.json/inside': '' }), 'file.json')
    await expect(writePrivateFile(path, 'text', TRUST)).rejects.toThrow()
    expect(readdirSync(dirname(path))).toEqual(['file.json'])
  })

  it.each<[string, (path: string) => void, typeof TRUST, string]>([
    ['a folder of another user', () => undefined, STRANGER, 'the folder belongs to another user'],
    [
      'a folder that others may write to',
      (path) => chmodSync(dirname(path), 0o770),
      TRUST,
      'others may write to the fo',
    ],
    ['more than it may', () => undefined, { ...TRUST, maxBytes: 3 }, 'it would be too large'],
  ])('refuses %s', async (_, spoil, trust, reason) => {
    const path = newFile('old')
    spoil(path)
    await expect(writePrivateFile(path, 'text', trust)).rejects.toMatchObject({
      name: 'UntrustedFileError',
      message: expect.stringContaining(reason),
    })
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
})

describe('readPrivateFile', () => {
  it.each(['file.json', 'no-folder/file.json'])('finds nothing where there is no %s', async (name) => {
    expect(await readPrivateFile(join(temporaryFolder(), name), TRUST)).toBeUndefined()
  })

  it.each<[string, (path: string) => string, typeof TRUST, string]>([
    ['of another user', (path) => path, STRANGER, 'belongs to another user'],
    ['that the group may write to', (path) => withMode(path, 0o620), TRUST, 'others may write to the file'],
    ['that the world may write to', (path) => withMode(path, 0o602), TRUST, 'others may write to the file'],
    ['that is too large', (path) => path, { ...TRUST, maxBytes: 3 }, 'it is too large'],
    ['behind a symbolic link', linkTo, TRUST, 'it is a symbolic link'],
    ['behind a link to its folder', linkedFolderOf, TRUST, 'its folder is a symbolic link, or no folder'],
    ['that is a folder', (path) => dirname(path), TRUST, 'it is no regular file'],
    ['that is a pipe which nobody writes to', pipeBeside, TRUST, 'it is no regular file'],
  ])('refuses one %s', async (_, place, trust, reason) => {
    await expect(readPrivateFile(place(newFile('text')), trust)).rejects.toMatchObject({
      name: 'UntrustedFileError',
      message: expect.stringContaining(reason),
    })
  })

  it('refuses one in a folder where others may put another in its place', async () => {
    const path = newFile('text')
    chmodSync(dirname(path), 0o703)
    await expect(readPrivateFile(path, TRUST)).rejects.toThrow('others may write to the folder')
  })

  it('does not look at owners and modes where there are none', async () => {
    const path = withMode(newFile('text'), 0o666)
    expect(await readPrivateFile(path, { ...TRUST, userId: undefined })).toBe('text')
  })
})

/** A file in a folder of its own, below one that the test removes. */
function newFile(text: string): string {
  const folder = join(temporaryFolder(), 'own')
  mkdirSync(folder, { mode: 0o700 })
  const path = join(folder, 'file.json')
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}

function withMode(path: string, mode: number): string {
  chmodSync(path, mode)
  return path
}

function linkTo(path: string): string {
  symlinkSync(path, `${path}.link`)
  return `${path}.link`
}

function linkedFolderOf(path: string): string {
  const link = join(dirname(path), '../link')
  symlinkSync(dirname(path), link)
  return join(link, 'file.json')
}

function pipeBeside(path: string): string {
  execFileSync('mkfifo', ['-m', '600', `${path}.pipe`])
  return `${path}.pipe`
}
