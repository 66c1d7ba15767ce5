import { readFile } from 'node:fs/promises'
import { type ErrorShape, shapeOf } from './error-shape.ts'
import { CredentialsNotFound, type Place } from './lookup-failures.ts'
import { readSharedConfig, type SharedConfig } from './shared-config.ts'
import { type ProfileStep, traceProfile } from './trace-profile.ts'

/** What is known of a lookup that failed: enough to tell one kind of trouble from another. */
export type Evidence = {
  /** Where the lookup ended; undefined where no place had anything, or where it has not ended. */
  readonly place: Place | undefined
  /** True where every place was looked at that there was reason to look at. */
  readonly isSearched: boolean
  readonly error: ErrorShape
  readonly isNamed: boolean
  /** The profile that was asked for, then those that it leads to. */
  readonly steps: readonly [ProfileStep, ...ProfileStep[]]
  readonly config: SharedConfig
  readonly env: Readonly<Record<string, string | undefined>>
  /** True on an EC2 instance, where an answer of the metadata service could be expected. */
  readonly isOnInstance: boolean
}

const BOARD_VENDOR = '/sys/devices/virtual/dmi/id/board_vendor'

/** Gathers what is known of a lookup that failed just now; reads the shared files once more. */
export async function gatherEvidence(
  error: unknown,
  { profile, env }: { profile: string | undefined; env: Evidence['env'] },
  boardVendor = BOARD_VENDOR,
): Promise<Evidence> {
  const config = await readSharedConfig(env)
  const [first, ...rest] = traceProfile(config.profiles, profile)
  const isSearched = error instanceof CredentialsNotFound
  const miss = isSearched ? decisiveMiss(error) : undefined
  return {
    place: miss?.place,
    isSearched,
    error: shapeOf(miss ? miss.error : error),
    isNamed: profile !== undefined,
    steps: [first as ProfileStep, ...rest],
    config,
    env,
    isOnInstance: await readFile(boardVendor, 'utf8').then(
      (vendor) => vendor.startsWith('Amazon EC2'),
      () => false,
    ),
  }
}

function decisiveMiss({ misses, isDecided }: CredentialsNotFound) {
  return isDecided ? misses.at(-1) : misses.find(({ place }) => place === 'container' || place === 'metadata')
}
