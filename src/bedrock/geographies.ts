import { isRegionCode } from './region-code.ts'

/** Every prefix of a system-defined inference profile that AWS has. */
const GEOGRAPHIES: ReadonlySet<string> = new Set(['us', 'eu', 'apac', 'jp', 'au', 'in', 'ca', 'us-gov', 'global'])

/** Prefixes that other tools make up, from the name of the Region: no profile has them, but requests do. */
const MISTAKEN: ReadonlySet<string> = new Set(['ap', 'sa', 'mx', 'me', 'ug', 'amer'])

/** True for a prefix that profiles of AWS's own begin with. */
export function isGeography(prefix: string): boolean {
  return GEOGRAPHIES.has(prefix)
}

/** True for what a client may put before a model ID in the belief that it is a geography, a whole Region code included. */
export function looksLikeGeography(prefix: string): boolean {
  return GEOGRAPHIES.has(prefix) || MISTAKEN.has(prefix) || isRegionCode(prefix)
}
