import type { ControlPlane } from '../aws/control-plane.ts'
import { ControlPlaneError } from '../aws/control-plane-error.ts'
import type { ApplicationProfile } from '../bedrock/catalog.ts'

/** Profiles with their tags. `failure` is the first that happened; profiles that it concerns have the tags last known. */
export type TaggedProfiles = { readonly profiles: readonly ApplicationProfile[]; readonly failure?: unknown }

/** An account may have a thousand profiles, and AWS throttles who asks for all of them at once. */
const LOOKUPS_AT_ONCE = 5

/**
 * Looks up the tags of each profile. A lookup that fails leaves its profile with the tags in `known`, or with none; a
 * failure that is about more than one profile ends the asking. Never rejects.
 */
export async function tagProfiles(
  profiles: readonly ApplicationProfile[],
  { listTagsForResource }: Pick<ControlPlane, 'listTagsForResource'>,
  known: readonly ApplicationProfile[],
): Promise<TaggedProfiles> {
  const tags = new Map(known.map((profile) => [profile.arn, profile.tags]))
  const failures: unknown[] = []
  const waiting = [...profiles]
  const lookUpInTurn = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        tags.set(next.arn, await listTagsForResource(next.arn))
      } catch (failure) {
        failures.push(failure)
        if (!concernsOneProfile(failure)) waiting.length = 0
      }
    }
  }
  await Promise.all(Array.from({ length: LOOKUPS_AT_ONCE }, lookUpInTurn))
  const tagged = profiles.map((profile) => ({ ...profile, tags: tags.get(profile.arn) ?? {} }))
  return { profiles: tagged, ...(failures.length > 0 && { failure: failures[0] }) }
}

/** Permissions can name single profiles, and a profile can be deleted between two requests. */
const ABOUT_ONE_PROFILE: ReadonlySet<string> = new Set(['AccessDeniedException', 'ResourceNotFoundException'])

function concernsOneProfile(failure: unknown): boolean {
  return failure instanceof ControlPlaneError && ABOUT_ONE_PROFILE.has(failure.code)
}
