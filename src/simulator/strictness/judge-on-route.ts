import type { Catalog } from '../../bedrock/catalog.ts'
import { isGeography } from '../../bedrock/geographies.ts'
import { judgeMantleModel, judgeModel } from '../judge-model.ts'
import { Refusal } from '../refusals.ts'
import type { Route } from '../routes.ts'

/** Which form of identifier CountTokens wants: reports tell of both. Source: litellm#34272, #32683. */
export type CountedUnder = 'foundation-model' | 'profile'

/** Operations that take no application profile. Source: openai/codex#46381 (2026-09). */
const WITHOUT_APPLICATION_PROFILES: ReadonlySet<string> = new Set(['Responses'])

/**
 * Judges a model identifier as Bedrock does on the route that it was asked for on.
 * @throws Refusal
 */
export function judgeOnRoute(identifier: string, route: Route, catalog: Catalog, countedUnder?: CountedUnder): void {
  if (route.plane === 'mantle') judgeOnMantle(identifier, catalog)
  else judgeOnRuntime(identifier, route, catalog, countedUnder)
}

function judgeOnRuntime(identifier: string, route: Route, catalog: Catalog, countedUnder?: CountedUnder): void {
  if (WITHOUT_APPLICATION_PROFILES.has(route.name) && identifier.includes(':application-inference-profile/')) {
    throw new Refusal('no-application-profile')
  }
  const takesProfile = route.takesProfile || (route.name === 'CountTokens' && countedUnder === 'profile')
  try {
    judgeModel(identifier, { ...route, takesProfile }, catalog)
  } catch (error) {
    const isUnknown = error instanceof Refusal && error.code === 'invalid-identifier'
    throw isUnknown && route.dialect === 'openai' ? new Refusal('no-model-on-route', identifier) : error
  }
}

/** The mantle has no profiles, of whatever geography. Source: opencode#43514, litellm#39846 (2026-08). */
function judgeOnMantle(identifier: string, catalog: Catalog): void {
  if (isGeography(identifier.split('.', 1)[0] ?? '')) throw new Refusal('no-mantle-model', identifier)
  judgeMantleModel(identifier, catalog)
}
