import { setTimeout as sleep } from 'node:timers/promises'
import type { Contender } from '../contenders/contender-table.ts'
import { type ContenderContext, withContenders } from '../contenders/with-contenders.ts'
import { createPersistentCaller } from '../load/persistent-caller.ts'
import { requestBytes } from '../load/request-bytes.ts'
import { requestOf, SMALL } from '../workloads.ts'
import { median } from './statistics.ts'

/** What an agent feels that asks now and then: cold code, cold caches of the processor, cold sockets. */
export type PaceFigures = {
  readonly contender: string
  /** The first request after the idle time, on a connection that it opens; median of rounds. */
  readonly firstMs: number
  /** The ones after it, a second apart; median of all. */
  readonly laterMs: number
}

type Sample = { readonly contender: string; readonly times: readonly number[] }

const IDLE_MS = 10_000
const APART_MS = 1_000

/** Starts everybody anew, leaves them alone for ten seconds, then asks each once a second, each at a moment of its own. */
export async function measurePace(
  contenders: readonly Contender[],
  context: ContenderContext & { readonly rounds: number; readonly requests: number },
): Promise<PaceFigures[]> {
  const able = contenders.filter(({ versions, missing }) => versions.includes('1.1') && !missing?.())
  const samples: Sample[] = []
  for (let round = 0; round < context.rounds; round++) {
    context.tell(`one request per second: round ${round + 1} of ${context.rounds}`)
    samples.push(...(await oneRound(able, context)))
  }
  return able.map(({ name }) => figuresOf(name, samples))
}

function oneRound(
  contenders: readonly Contender[],
  context: ContenderContext & { readonly requests: number },
): Promise<Sample[]> {
  return withContenders(contenders, context, async (running) => {
    await sleep(IDLE_MS)
    return Promise.all(
      running.map(async ({ name, url }, place) => {
        await sleep((place * APART_MS) / running.length)
        return { contender: name, times: await askInPace(url, context.requests) }
      }),
    )
  })
}

async function askInPace(url: URL, requests: number): Promise<number[]> {
  const caller = createPersistentCaller(url, requestBytes(url, requestOf(SMALL)))
  const times: number[] = []
  try {
    for (let i = 0; i < requests; i++) {
      if (i > 0) await sleep(APART_MS)
      times.push(await caller.ask())
    }
    return times
  } finally {
    caller.close()
  }
}

function figuresOf(contender: string, samples: readonly Sample[]): PaceFigures {
  const own = samples.filter((sample) => sample.contender === contender).map(({ times }) => times)
  return {
    contender,
    firstMs: median(own.map(([first = Number.NaN]) => first)),
    laterMs: median(own.flatMap(([, ...later]) => later)),
  }
}
