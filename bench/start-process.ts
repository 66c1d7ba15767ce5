import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TemporaryFolder } from './temporary-folder.ts'

export type Command = {
  readonly file: string
  readonly args: readonly string[]
  /** The whole environment besides PATH. */
  readonly env?: Readonly<Record<string, string>>
  /** Where it will listen, for a program that does not print its URL. */
  readonly url?: URL
}

export type RunningProcess = {
  readonly url: URL
  readonly pid: number
  /** From the start of the process until it said that it listens, in milliseconds. */
  readonly startMs: number
  /** Ends the process and resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts a program that listens on loopback and waits until it does. Rejects, with the end of its log, where it does not. */
export async function startProcess(name: string, command: Command, folder: TemporaryFolder): Promise<RunningProcess> {
  const logFile = join(folder.path, `${name}.log`)
  const startedAt = performance.now()
  const child = spawnLogged(command, folder.path, logFile)
  const died = once(child, 'exit').then(() => {
    throw new Error(`${name} ended before it listened:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
  })
  const url = await Promise.race([command.url ? accepting(command.url) : printedUrl(child), died])
  died.catch(() => undefined)
  return { url, pid: child.pid ?? 0, startMs: performance.now() - startedAt, stop: () => stop(child) }
}

function spawnLogged({ file, args, env }: Command, cwd: string, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a')
  try {
    return spawn(file, args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', log] })
  } finally {
    closeSync(log)
  }
}

function printedUrl(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.once('error', reject).stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const [url] = /https?:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(printed) ?? []
      if (url) resolve(new URL(url))
    })
  })
}

const POLL_MS = 5

async function accepting(url: URL): Promise<URL> {
  for (;;) {
    const isListening = await canConnect(Number(url.port))
    if (isListening) return url
    await sleep(POLL_MS)
  }
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

const STOP_MS = 5_000

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  child.kill('SIGTERM')
  await once(child, 'exit')
  clearTimeout(kill)
}
