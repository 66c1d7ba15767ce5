/** The same work for everybody who asks while it is under way: one call to AWS, however many wait for it. */
export function oneFlight<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let flight: Promise<Result> | undefined
  return () => {
    flight ??= run().finally(() => {
      flight = undefined
    })
    return flight
  }
}

/** Work has not ended in time. It goes on; until it ends, nobody starts it anew. */
export class FlightOverdue extends Error {
  override readonly name = 'FlightOverdue'
}

/**
 * The same with a limit: whoever asks gets a FlightOverdue as soon as the work has been under way for so long. What `run`
 * does when it is over is done however late that is.
 */
export function patientFlight<Result>(limitMs: number, run: () => Promise<Result>): () => Promise<Result> {
  let flight: Promise<Result> | undefined
  const begin = () => {
    const work = run()
    const limited = within(limitMs, work, () => Promise.reject(new FlightOverdue('It did not end in time.')))
    const end = () => {
      flight = undefined
    }
    work.then(end, end)
    return limited
  }
  return () => {
    flight ??= begin()
    return flight
  }
}

/** Resolves when the work has succeeded or failed, or after some milliseconds. */
export async function settledWithin(limitMs: number, work: Promise<unknown> | undefined): Promise<void> {
  if (work) await within(limitMs, work, async () => undefined).catch(() => undefined)
}

function within<Result, Other>(
  limitMs: number,
  work: Promise<Result>,
  late: () => Promise<Other>,
): Promise<Result | Other> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<Other>((resolve) => {
    timer = setTimeout(() => resolve(late()), limitMs).unref()
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
