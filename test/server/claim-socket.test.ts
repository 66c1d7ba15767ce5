import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { claimSocket } from '../../src/server/claim-socket.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

describe('claimSocket', () => {
  it('makes a socket for its owner alone, leaves nothing else behind, and takes it away', async () => {
    const { folder, path } = place()
    const { remove } = await claimSocket(path, listenerOf(serverOfTest()))
    expect(statSync(path).isSocket()).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['proxy.sock'])
    await remove()
    expect(readdirSync(folder)).toEqual([])
    await remove()
  })

  it('is at no moment open to others: it begins in a folder that is not', async () => {
    const { path } = place()
    await claimSocket(path, async (first) => {
      await listenerOf(serverOfTest())(first)
      expect(statSync(join(first, '..')).mode & 0o777).toBe(0o700)
    })
  })

  it('replaces a socket that nobody listens on any more', async () => {
    const { path } = place()
    const dead = serverOfTest()
    await claimSocket(path, listenerOf(dead))
    await new Promise((resolve) => dead.close(resolve))
    expect(existsSync(path)).toBe(true)
    await expect(claimSocket(path, listenerOf(serverOfTest()))).resolves.toBeDefined()
  })

  it('refuses a socket that somebody listens on', async () => {
    const { path } = place()
    await claimSocket(path, listenerOf(serverOfTest()))
    await expect(claimSocket(path, listenerOf(serverOfTest()))).rejects.toThrow(/Something listens on .*--socket/)
  })

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'precious')],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('refuses to replace %s', async (_, make) => {
    const { path } = place()
    make(path)
    await expect(claimSocket(path, listenerOf(serverOfTest()))).rejects.toThrow(/is there and is no socket/)
    expect(statSync(path).isSocket()).toBe(false)
  })

  it('leaves the socket alone that another process has put in its place', async () => {
    const { path } = place()
    const first = serverOfTest()
    const { remove } = await claimSocket(path, listenerOf(first))
    await new Promise((resolve) => first.close(resolve))
    await claimSocket(path, listenerOf(serverOfTest()))
    await remove()
    expect(existsSync(path)).toBe(true)
  })

  it('says what is wrong with a place where no socket can be', async () => {
    await expect(claimSocket('/nowhere/proxy.sock', listenerOf(serverOfTest()))).rejects.toThrow(
      /cannot be made \(ENOENT\)/,
    )
    const { folder } = place()
    const deep = join(folder, 'x'.repeat(120))
    mkdirSync(deep)
    await expect(claimSocket(join(deep, 's'), listenerOf(serverOfTest()))).rejects.toThrow(/too long for a socket/)
    expect(readdirSync(deep)).toEqual([])
  })
})

function place(): { folder: string; path: string } {
  const folder = temporaryFolder()
  return { folder, path: join(folder, 'proxy.sock') }
}

function serverOfTest(): Server {
  const server = createServer()
  onTestFinished(() => void server.close())
  return server
}

function listenerOf(server: Server): (path: string) => Promise<void> {
  return (path) => new Promise((resolve, reject) => server.once('error', reject).listen(path, () => resolve()))
}
