import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../../dist/main.js')
const CTRL_C = '\x03'

/** Tells that it is there, with the proxy's URL, and each SIGINT; ends with 7 at the second. */
const PATIENT = `
let count = 0
process.on('SIGINT', () => { console.log('SIGINT ' + ++count); if (count === 2) process.exit(7) })
setInterval(() => undefined, 1000)
console.log('ready ' + process.stdin.isTTY + ' ' + process.stdout.isTTY + ' ' + process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME)`

type Terminal = {
  readonly home: string
  /** Resolves once this was shown, to all that was shown so far. */
  shows(words: RegExp): Promise<string>
  types(keys: string): void
  /** Resolves to the exit code of what was started. */
  readonly ended: Promise<number | null>
}

/** Starts a command behind `run --simulate` in a terminal of its own, as util-linux's `script` makes one. */
function runInTerminal(command: readonly string[]): Terminal {
  const home = temporaryFolder()
  const words = [process.execPath, MAIN, 'run', '--simulate', '--region', 'eu-central-1', '--', ...command]
  // A shell in between would judge Ctrl-C as well.
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  const env = { HOME: home, PATH: process.env.PATH, SHELL: '/bin/sh' }
  const child: ChildProcess = spawn('script', ['-qefc', `exec ${line}`, '/dev/null'], { env, cwd: home })
  onTestFinished(() => void child.kill('SIGKILL'))
  let shown = ''
  child.stdout?.on('data', (chunk) => {
    shown += chunk
  })
  const ended = once(child, 'close').then(([code]) => code)
  return {
    home,
    ended,
    types: (keys) => child.stdin?.write(keys),
    async shows(what) {
      await expect.poll(() => shown, { timeout: 15_000 }).toMatch(what)
      return shown
    },
  }
}

async function isAnswered(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  )
}

function leftBehind(home: string): string[] {
  const runs = join(home, '.local/state/bedrock-profile-proxy/runs')
  return existsSync(runs) ? readdirSync(runs) : []
}

describe.skipIf(!/util-linux/.test(String(spawnSync('script', ['--version']).stdout)))(
  'run in a terminal (left out where util-linux’s script is not there)',
  () => {
    it('Ctrl-C is the child’s to judge: it gets each once, run stays with it and ends with its code', async () => {
      const terminal = runInTerminal([process.execPath, '-e', PATIENT])
      const [, url = ''] = /ready true true (\S+)/.exec(await terminal.shows(/ready .*\r\n/)) ?? []
      terminal.types(CTRL_C)
      await terminal.shows(/SIGINT 1/)
      expect(await isAnswered(url)).toBe(true)
      terminal.types(CTRL_C)
      expect(await terminal.ended).toBe(7)
      expect(await terminal.shows(/SIGINT 2/)).not.toContain('SIGINT 3')
      expect([await isAnswered(url), leftBehind(terminal.home)]).toEqual([false, []])
    })

    it('a child that Ctrl-C ends gives 130, and nothing is left behind', async () => {
      const ready =
        "console.log('ready ' + process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME); setInterval(() => undefined, 1000)"
      const terminal = runInTerminal([process.execPath, '-e', ready])
      const [, url = ''] = /ready (\S+)/.exec(await terminal.shows(/ready .*\r\n/)) ?? []
      terminal.types(CTRL_C)
      expect(await terminal.ended).toBe(130)
      expect([await isAnswered(url), leftBehind(terminal.home)]).toEqual([false, []])
    })
  },
)
