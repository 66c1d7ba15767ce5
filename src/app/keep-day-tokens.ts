import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cacheFolder } from '../catalog/copy-location.ts'
import { readPrivateFile, UntrustedFileError, writePrivateFile } from '../catalog/private-file.ts'
import { within } from '../catalog/within.ts'
import type { DayCount, DayTokens } from '../server/day-tokens.ts'
import type { AppContext } from './app-context.ts'
import { dayCountText, parseDayCount } from './day-count-text.ts'

/** Whose tokens are kept, for which address, and who hears of what goes wrong. */
export type TokenKeeping = Required<Pick<AppContext, 'env' | 'home'>> & {
  /** Where clients find the proxy, such as `127.0.0.1:8223` or the path of a socket. */
  readonly address: string
  readonly days: DayTokens
  readonly onWarning: (message: string) => void
  /** How the file is written; `writePrivateFile`, but for tests. */
  readonly write?: typeof writePrivateFile
  /** How long the end waits for the disk. */
  readonly limitMs?: number
}

/** Keeps the tokens of the day on disk. Nothing of it rejects: what fails is told once and done without. */
export type TokenKeeper = {
  /** Writes what is not written yet, and no more; a disk that does not answer is waited for a few seconds. */
  close(): Promise<void>
}

/** Soon enough for what is spent to be on the disk within a second, seldom enough for the disk. */
const WAIT_MS = 500
/** Thousands of clients. */
const MAX_BYTES = 1024 * 1024
/** A home on the network may be gone, and then its file system answers nothing at all. */
const LONGEST_WRITE_MS = 3_000

/** The file for an address, in the user's cache folder: with a digest, for what cannot stand in a file's name is left out of it. */
export function tokenFile({ address, env, home }: Pick<TokenKeeping, 'address' | 'env' | 'home'>): string {
  const digest = createHash('sha256').update(address).digest('hex').slice(0, 16)
  const shown = address.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, 60)
  return join(cacheFolder(env, home.homeDir), `tokens-${shown}-${digest}.json`)
}

/** Takes over what the file of an address has of today, and writes what is spent from now on. */
export async function keepDayTokens(keeping: TokenKeeping): Promise<TokenKeeper> {
  const keeper = new Keeper(keeping)
  await keeper.takeOver()
  keeping.days.watch(() => keeper.writeSoon())
  return keeper
}

class Keeper implements TokenKeeper {
  readonly #path: string
  readonly #trust: { readonly userId: number | undefined; readonly maxBytes: number }
  readonly #days: DayTokens
  readonly #warnings = new Set<string>()
  readonly #onWarning: (message: string) => void
  readonly #writeFile: typeof writePrivateFile
  readonly #limitMs: number
  /** What the file had when it was last read or written. */
  #known: DayCount = { day: 0, tokens: new Map() }
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(keeping: TokenKeeping) {
    this.#path = tokenFile(keeping)
    this.#trust = { userId: keeping.home.userId, maxBytes: MAX_BYTES }
    this.#days = keeping.days
    this.#onWarning = keeping.onWarning
    this.#writeFile = keeping.write ?? writePrivateFile
    this.#limitMs = keeping.limitMs ?? LONGEST_WRITE_MS
  }

  /** What others wrote into the file counts here too: a proxy that still drains while the next one serves. */
  async takeOver(): Promise<void> {
    const kept = await this.#read()
    if (kept?.day !== this.#days.count().day) return
    for (const [client, tokens] of kept.tokens) {
      const more = tokens - this.#knownOf(client, kept.day)
      if (more > 0) this.#days.add(client, more)
    }
    this.#known = kept
  }

  writeSoon(): void {
    if (this.#isClosed || this.#timer) return
    this.#timer = setTimeout(() => this.#writeNow(), WAIT_MS).unref()
  }

  async close(): Promise<void> {
    if (this.#timer) this.#writeNow()
    this.#isClosed = true
    let isWritten = false
    await within(
      this.#limitMs,
      this.#writing.then(() => {
        isWritten = true
      }),
    )
    if (!isWritten) this.#warnOfWrite('the disk does not answer')
  }

  /** One write after the other. */
  #writeNow(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#write())
  }

  async #write(): Promise<void> {
    await this.takeOver()
    const count = this.#days.count()
    try {
      await this.#writeFile(this.#path, dayCountText(count), this.#trust)
      this.#known = count
    } catch (error) {
      this.#warnOfWrite(reasonOf(error))
    }
  }

  async #read(): Promise<DayCount | undefined> {
    try {
      const text = await readPrivateFile(this.#path, this.#trust)
      return text === undefined ? undefined : parseDayCount(text)
    } catch (error) {
      this.#warn(
        `The tokens of the day in ${this.#path} are ignored: ${reasonOf(error)}. What was used before is lost.`,
      )
      return undefined
    }
  }

  #knownOf(client: string, day: number): number {
    return this.#known.day === day ? (this.#known.tokens.get(client) ?? 0) : 0
  }

  #warnOfWrite(reason: string): void {
    this.#warn(`The tokens of the day cannot be kept in ${this.#path}: ${reason}. A restart counts anew.`)
  }

  #warn(message: string): void {
    if (!this.#warnings.has(message)) this.#onWarning(message)
    this.#warnings.add(message)
  }
}

/** A parser's message would quote the file. */
function reasonOf(error: unknown): string {
  if (error instanceof UntrustedFileError) return error.message
  return (error as NodeJS.ErrnoException).code ?? 'it is no count of tokens'
}
