import { createHash } from 'node:crypto'
import { isAbsolute, join } from 'node:path'

/** Whose catalog of what: everything that is known before AWS has answered. */
export type CopyOwner = {
  readonly region: string
  readonly controlPlane: URL
  /** Profile of the AWS shared config files. */
  readonly profile: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
}

/** The file for a catalog. `isOfOneAccount` is false where catalogs of different accounts may take turns in it. */
export type CopyLocation = { readonly path: string; readonly isOfOneAccount: boolean }

/**
 * Where the copy of a catalog lies: in the user's cache folder (XDG Base Directory Specification), under the Region and
 * a digest of what tells accounts apart. No secret is part of it, so that none can be found out (docs/decisions/0011).
 */
export function copyLocation({ region, controlPlane, profile, env, homeDir }: CopyOwner): CopyLocation {
  const isOfOneAccount = !env.AWS_BEARER_TOKEN_BEDROCK
  const who = isOfOneAccount ? signerOf(profile, env) : ['API key']
  const digest = createHash('sha256').update(JSON.stringify([region, controlPlane.origin, ...who]))
  const name = `${region.replaceAll(/[^a-z0-9-]/g, '_')}-${digest.digest('hex').slice(0, 16)}.json`
  return { path: join(cacheFolder(env, homeDir), name), isOfOneAccount }
}

/** In the order in which the AWS SDK's chain looks; an access key's ID is public, its secret is not used here. */
function signerOf(profile: string | undefined, env: CopyOwner['env']): readonly (string | undefined)[] {
  const files = [env.AWS_CONFIG_FILE, env.AWS_SHARED_CREDENTIALS_FILE]
  if (profile !== undefined) return ['profile', profile, ...files]
  if (env.AWS_ACCESS_KEY_ID) return ['access key', env.AWS_ACCESS_KEY_ID]
  return ['default', env.AWS_ROLE_ARN, ...files]
}

/** The user's cache folder for this program. The specification says that a relative path is to be ignored. */
export function cacheFolder({ XDG_CACHE_HOME }: CopyOwner['env'], homeDir: string): string {
  const folder = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homeDir, '.cache')
  return join(folder, 'bedrock-profile-proxy')
}
