import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { undoAgent } from '../../../src/cli/connect/undo-agent.ts'
import { writeUnit } from '../../../src/cli/service/write-unit.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const NAME = 'bedrock-profile-proxy.service'

function start() {
  const folder = temporaryFolder()
  const path = join(folder, 'systemd/user', NAME)
  const shown: string[] = []
  const context = {
    show: (lines: readonly string[]) => void shown.push(...lines),
    paint: (_: unknown, text: string) => text,
  }
  return {
    folder,
    path,
    shown,
    read: () => readFileSync(path, 'utf8'),
    write: (unit: string, isForced = false) => writeUnit(path, unit, isForced, context),
    undo: (isForced = false) => undoAgent(path, isForced, 'service'),
  }
}

describe('writing a unit', () => {
  it('makes the file that everybody may read, shows it first, and an undo leaves nothing behind', async () => {
    const { folder, path, shown, read, write, undo } = start()
    expect(await write('one\n')).toEqual({ kind: 'created' })
    expect([read(), statSync(path).mode & 0o777]).toEqual(['one\n', 0o644])
    expect(shown).toContain('+one')
    expect(await write('one\n')).toEqual({ kind: 'unchanged' })
    expect(await undo()).toEqual({ kind: 'removed' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps a unit that somebody else made, with its mode, and an undo puts it back, however often was written', async () => {
    const { path, read, write, undo } = start()
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'theirs\n')
    chmodSync(path, 0o600)
    expect(await write('one\n')).toEqual({ kind: 'changed', backup: `${path}.bedrock-profile-proxy.bak` })
    expect(await write('two\n')).toEqual({ kind: 'changed', backup: `${path}.bedrock-profile-proxy.bak` })
    expect(read()).toBe('two\n')
    expect(await undo()).toEqual({ kind: 'restored' })
    expect([read(), statSync(path).mode & 0o777]).toEqual(['theirs\n', 0o600])
    expect(readdirSync(dirname(path))).toEqual([NAME])
  })

  it('refuses a unit that was edited since, and says where lines of one’s own go; with --force the edited one is kept', async () => {
    const { path, read, write, undo } = start()
    await write('one\n')
    writeFileSync(path, 'edited\n')
    await expect(write('two\n')).rejects.toThrow(`${path}.d/override.conf`)
    await expect(undo()).rejects.toThrow('was edited after service wrote it')
    expect(read()).toBe('edited\n')
    expect(await write('two\n', true)).toEqual({ kind: 'created', edited: `${path}.bedrock-profile-proxy.edited` })
    expect(readFileSync(`${path}.bedrock-profile-proxy.edited`, 'utf8')).toBe('edited\n')
    expect(await undo()).toEqual({ kind: 'removed' })
  })
})
