import { isRegionCode } from './region-code.ts'

/** A request path taken apart without decoding anything. */
export type RequestPath = {
  /** The Region that the path begins with, as in `/us-west-2/model/…`; undefined where it begins with none. */
  readonly region: string | undefined
  /** What stands between the slashes behind that, an empty string before the first slash included. */
  readonly segments: readonly string[]
}

/** Takes a raw path apart. Slashes in a row count as one, because clients join base URLs carelessly. */
export function takeApartPath(path: string): RequestPath {
  const [root = '', first = '', ...rest] = path.split(/\/+/)
  if (root === '' && isRegionCode(first)) return { region: first, segments: [root, ...rest] }
  return { region: undefined, segments: [root, first, ...rest] }
}
