import type { Lane } from '../exchange.ts'

/** A lane whose parts are loaded with its first request; what failed to load is tried again with the next. */
export function lazyLane(load: () => Promise<Lane>): Lane {
  let loaded: Promise<Lane> | undefined
  return async (request, departure) => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined
      throw error
    })
    const lane = await loaded
    return lane(request, departure)
  }
}
