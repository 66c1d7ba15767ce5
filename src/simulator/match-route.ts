import { ROUTES, type Route } from './routes.ts'

/** A route with what the request target says of it; labels are percent-decoded once. */
export type MatchedRoute = {
  readonly route: Route
  readonly labels: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

/** Finds the route of a raw request target, of the runtime and the control plane unless told; a broken percent escape matches none. */
export function matchRoute(
  method: string,
  target: string,
  routes: readonly Route[] = ROUTES,
): MatchedRoute | undefined {
  const [path = '', query = ''] = target.split('?', 2)
  const segments = path.split('/')
  for (const route of routes) {
    const labels = route.method === method ? matchLabels(route.path.split('/'), segments) : undefined
    if (labels) return { route, labels, query: new URLSearchParams(query) }
  }
  return undefined
}

function matchLabels(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined
  const labels: Record<string, string> = {}
  for (const [i, expected] of pattern.entries()) {
    const segment = segments[i] ?? ''
    if (!expected.startsWith('{')) {
      if (segment !== expected) return undefined
      continue
    }
    const label = decode(segment)
    if (!label) return undefined
    labels[expected.slice(1, -1)] = label
  }
  return labels
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
