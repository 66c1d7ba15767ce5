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
