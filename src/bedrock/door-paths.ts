/**
 * The paths under which clients ask for a route of a vendor's API, which differ in what their base URL ends with: the vendor,
 * the version, both, neither, or the version twice, because some clients append another one.
 */
export const doorPaths = (vendor: 'openai' | 'anthropic', route: string): string[] =>
  [`/v1${route}`, `/v1/v1${route}`, route].flatMap((path) => [path, `/${vendor}${path}`])
