import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { CREDENTIALS } from '../fixtures/start-frankfurt.ts'

/** What ran of the source, by file: how many of its functions. */
export type Ran = ReadonlyMap<string, number>

/** A built proxy in a process of its own that counts what its requests cost. */
export type MeasuredProxy = {
  readonly url: string
  /** Bytes that were allocated meanwhile, whether or not they are still in use. */
  allocated(work: () => Promise<void>): Promise<number>
  /** How many promises were made meanwhile, by whomever, and how many timers by files of `src/`. */
  counts(work: () => Promise<void>): Promise<{ promises: number; timers: number }>
  /** How often all of the heap was looked through meanwhile. */
  lookedThrough(work: () => Promise<void>): Promise<number>
  /** The functions of `src/` that ran meanwhile. */
  ran(work: () => Promise<void>): Promise<Ran>
}

const ROOT = join(import.meta.dirname, '..', '..')
/** Megabytes of a young generation in which nothing is collected while it is measured. */
const YOUNG_MB = 512
const NOTHING_COLLECTED = [`--max-semi-space-size=${YOUNG_MB}`, `--min-semi-space-size=${YOUNG_MB}`]

/** Starts the built proxy in front of an upstream, with a heap that is collected as usual or never; it ends with the test. */
export async function startMeasured(upstreamUrl: string, heap: 'usual' | 'never-collected'): Promise<MeasuredProxy> {
  const node = ['--expose-gc', ...(heap === 'usual' ? [] : NOTHING_COLLECTED)]
  const preload = ['--import', join(import.meta.dirname, 'measured.js')]
  const endpoints = ['--runtime-endpoint', upstreamUrl, '--control-plane-endpoint', upstreamUrl]
  const serve = ['serve', ...endpoints, '--port', '0', '--region', 'eu-central-1', '--discovery', 'off']
  const child = spawn(process.execPath, [...node, ...preload, join(ROOT, 'dist', 'main.js'), ...serve], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    cwd: join(ROOT, 'dist'),
    env: {
      HOME: join(ROOT, 'dist'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [printed] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  const ask = async <Answer>(command: string): Promise<Answer> => {
    child.send(command)
    const [answer] = await once(child, 'message')
    return answer
  }
  const between = async <Answer>(what: string, work: () => Promise<void>): Promise<Answer> => {
    await ask(`begin${what}`)
    await work()
    return ask<Answer>(`end${what}`)
  }
  return {
    url: /https?:\/\/\S+/.exec(printed.toString())?.[0] ?? '',
    allocated: async (work) => (await between<{ bytes: number }>('Memory', work)).bytes,
    lookedThrough: async (work) => (await between<{ lookedThrough: number }>('Collections', work)).lookedThrough,
    counts: async (work) => {
      const { promises, timersAt } = await between<{ promises: number; timersAt: string[] }>('Counts', work)
      return { promises, timers: timersAt.filter((at) => fileOfLine(at) !== undefined).length }
    },
    ran: async (work) => ranIn(await between<Covered[]>('Coverage', work)),
  }
}

/** A chunk of the bundle, and where the functions begin that ran. */
type Covered = { readonly url: string; readonly offsets: readonly number[] }

/** The bundle says in comments which file each part of it is from. */
const FILE_COMMENT = /\/\/! (src\/\S+)$|\/\/! \S+$/gm

/** Where each file of the source begins in a chunk of the bundle. */
function filesIn(url: string): { readonly index: number; readonly file: string | undefined }[] {
  const text = readFileSync(fileURLToPath(url), 'utf8')
  return [...text.matchAll(FILE_COMMENT)].map(({ index, 1: file }) => ({ index, file }))
}

/** The file of the source that a place such as `file:///…/chunk.js:12:3` is in; undefined for a package's. */
function fileOfLine(at: string): string | undefined {
  const [, url = '', line = '0'] = /^(.*):(\d+):\d+$/.exec(at) ?? []
  if (!url.startsWith('file:')) return undefined
  const offset = readFileSync(fileURLToPath(url), 'utf8').split('\n').slice(0, Number(line)).join('\n').length
  return filesIn(url).findLast(({ index }) => index < offset)?.file
}

function ranIn(covered: readonly Covered[]): Ran {
  const counts = new Map<string, number>()
  for (const { url, offsets } of covered) {
    const files = filesIn(url)
    for (const offset of offsets) {
      // The chunk itself counts as a function that begins at its first character.
      const file = offset === 0 ? undefined : files.findLast(({ index }) => index < offset)?.file
      if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1)
    }
  }
  return counts
}
