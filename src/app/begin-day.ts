import { DayTokens } from '../server/day-tokens.ts'
import type { AppContext } from './app-context.ts'
import { keepDayTokens, type TokenKeeper } from './keep-day-tokens.ts'

/** The tokens of the day, which may be kept on disk. */
export type Day = {
  readonly days: DayTokens
  /** To be told where the proxy listens. */
  listensAt(url: string): Promise<void>
  /** Writes what is not written yet. */
  close(): Promise<void>
}

/**
 * Begins to count the tokens of the day with what is kept of it, for the address where the proxy is to listen. A port that is any
 * free one is known only once it listens. Nothing is kept where nobody has a quota of tokens, and of a proxy that is not there to
 * stay, or has no home: `run` and a simulation.
 */
export async function beginDay(context: AppContext, onWarning: (message: string) => void): Promise<Day> {
  const { settings, env, home, isForOneProgram = false } = context
  const days = new DayTokens()
  if (!home || isForOneProgram || settings.tokensPerDay === undefined) {
    return { days, listensAt: async () => undefined, close: async () => undefined }
  }
  const keepFor = (address: string) => keepDayTokens({ env, home, address, days, onWarning })
  const { socket, host, port } = settings
  let keeper: TokenKeeper | undefined
  if (socket !== undefined || port !== 0) keeper = await keepFor(socket ?? `${host}:${port}`)
  return {
    days,
    async listensAt(url) {
      keeper ??= await keepFor(`${host}:${new URL(url).port}`)
    },
    close: async () => keeper?.close(),
  }
}
