import type { Lane } from './forward-request.ts'

/** A lane whose parts are loaded with its first request. */
export function lazyLane(load: () => Promise<Lane>): Lane {
  let loaded: Promise<Lane> | undefined
  return async (request, signal) => {
    loaded ??= load()
    const lane = await loaded
    return lane(request, signal)
  }
}
