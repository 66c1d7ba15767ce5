import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  checkWritable,
  makeFolderFor,
  readState,
  removeEmptyFolders,
  replaceFile,
} from '../../../../src/cli/connect/files/replace-file.ts'
import { temporaryFolder } from '../../../settings/temporary-folder.ts'

const bytes = Buffer.from('new')

describe('reading', () => {
  it('gives bytes and permissions, and nothing where there is no file', async () => {
    const folder = temporaryFolder({ x: 'old' })
    chmodSync(join(folder, 'x'), 0o640)
    expect(await readState(join(folder, 'x'))).toEqual({ bytes: Buffer.from('old'), mode: 0o640 })
    expect(await readState(join(folder, 'y'))).toBeUndefined()
  })

  it('refuses a folder, and a link that leads nowhere', async () => {
    const folder = temporaryFolder()
    symlinkSync(join(folder, 'gone'), join(folder, 'link'))
    await expect(readState(folder)).rejects.toThrow('cannot be read (EISDIR)')
    await expect(readState(join(folder, 'link'))).rejects.toThrow('is a link to a file that is not there')
  })
})

describe('replacing', () => {
  it('makes missing folders, and a new file for its owner alone', async () => {
    const path = join(temporaryFolder(), 'a/b/x')
    await replaceFile(path, bytes)
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600])
  })

  it('takes the permissions that it is given, whatever the umask', async () => {
    const folder = temporaryFolder({ x: 'old' })
    await replaceFile(join(folder, 'x'), bytes, 0o666)
    expect(statSync(join(folder, 'x')).mode & 0o777).toBe(0o666)
  })

  it('gives the file another inode, so that a reader of the old one keeps it whole', async () => {
    const path = join(temporaryFolder({ x: 'old' }), 'x')
    const before = statSync(path).ino
    await replaceFile(path, bytes)
    expect(statSync(path).ino).not.toBe(before)
  })

  it('writes through links and leaves them links', async () => {
    const folder = temporaryFolder({ 'real/x': 'old' })
    symlinkSync('real/x', join(folder, 'first'))
    symlinkSync('first', join(folder, 'second'))
    await replaceFile(join(folder, 'second'), bytes)
    expect(readFileSync(join(folder, 'real/x'), 'utf8')).toBe('new')
    expect(['first', 'second'].map((name) => lstatSync(join(folder, name)).isSymbolicLink())).toEqual([true, true])
  })

  it('leaves nothing behind where it fails', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'x/inner'), { recursive: true })
    await expect(replaceFile(join(folder, 'x'), bytes)).rejects.toThrow('cannot be written (')
    expect(readdirSync(folder)).toEqual(['x'])
  })
})

describe('folders', () => {
  it('are made for a file, which tells the outermost of them', async () => {
    const folder = temporaryFolder({ 'a/x': '' })
    expect(await makeFolderFor(join(folder, 'a/b/c/x'))).toBe(join(folder, 'a/b'))
    expect(await makeFolderFor(join(folder, 'a/b/c/x'))).toBeUndefined()
  })

  it('that hold nothing are removed, as far as the outermost', async () => {
    const folder = temporaryFolder()
    await makeFolderFor(join(folder, 'a/b/c/x'))
    await removeEmptyFolders(join(folder, 'a/b/c/x'), join(folder, 'a/b'))
    expect(readdirSync(folder, { recursive: true })).toEqual(['a'])
  })

  it('where a file stands in their place are a sentence', async () => {
    const folder = temporaryFolder({ a: '' })
    const why = 'cannot be written (ENOTDIR). A file stands where its folder should be.'
    await expect(replaceFile(join(folder, 'a/b/x'), bytes)).rejects.toThrow(why)
  })
})

it('says before anything is written that this could not be', async () => {
  await expect(checkWritable('/proc/self/agent/settings.json')).rejects.toThrow(
    /^\/proc\/self\/agent\/settings\.json cannot/,
  )
  await expect(checkWritable(join(temporaryFolder(), 'a/b/x'))).resolves.toBeUndefined()
})
