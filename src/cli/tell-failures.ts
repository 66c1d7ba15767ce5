import { ProxyError } from '../bedrock/errors.ts'
import { causeOf } from '../catalog/catalog-problem.ts'
import type { LoadedCatalog } from '../catalog/region-catalog.ts'

/** A sentence for each reason why AWS did not list, with the Regions that it concerns and what is told in place of it. */
export function tellFailures(loaded: readonly LoadedCatalog[]): string[] {
  const failed = new Map<string, LoadedCatalog[]>()
  for (const one of loaded) {
    if (one.failure === undefined) continue
    const sentence = sentenceOf(one.failure)
    failed.set(sentence, [...(failed.get(sentence) ?? []), one])
  }
  return [...failed].map(([sentence, ones]) => `${sentence} ${insteadOf(ones, ones.length === loaded.length)}`)
}

/** An error of ours has its sentence, and comes before anything was sent; the rest is AWS's answer, or the lack of one. */
function sentenceOf(failure: unknown): string {
  if (failure instanceof ProxyError && failure.code === 'no-credentials') return `AWS was not asked. ${failure.message}`
  return `AWS was asked and did not list (${causeOf(failure)}).`
}

function insteadOf(ones: readonly LoadedCatalog[], areAll: boolean): string {
  const sources = [
    ...new Set(ones.map(({ catalog: { source, asOf } }) => `${SOURCES[source]} of ${asOf.slice(0, 10)}`)),
  ]
  const where = areAll ? '' : `, for ${ones.map(({ catalog }) => catalog.region).join(', ')}`
  return `What follows is known from ${sources.join(' and ')}${where}.`
}

const SOURCES = { live: 'AWS', cache: 'the last good listing', snapshot: 'the snapshot' } as const
