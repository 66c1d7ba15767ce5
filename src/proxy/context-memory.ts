import type { Catalog } from '../bedrock/catalog.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { ResolutionContext } from '../bedrock/resolution.ts'

/** Far more than the models that one user calls; what clients make up beyond it is not kept. */
const MAX_KEPT = 1000

/** Values by name. What is set beyond the thousandth is lost, which costs time and nothing else. */
export type Memory<Value> = { get(name: string): Value | undefined; set(name: string, value: Value): void }

/** A memory for each pair of catalog and policy, forgotten together with them. */
export function contextMemory<Value>(): (context: Pick<ResolutionContext, 'catalog' | 'policy'>) => Memory<Value> {
  const byCatalog = new WeakMap<Catalog, WeakMap<Policy, Memory<Value>>>()
  return ({ catalog, policy }) => {
    const known = byCatalog.get(catalog)?.get(policy)
    if (known) return known
    const memory = boundedMemory<Value>()
    const byPolicy = byCatalog.get(catalog) ?? new WeakMap<Policy, Memory<Value>>()
    byCatalog.set(catalog, byPolicy.set(policy, memory))
    return memory
  }
}

function boundedMemory<Value>(): Memory<Value> {
  const values = new Map<string, Value>()
  return {
    get: (name) => values.get(name),
    set(name, value) {
      if (values.size < MAX_KEPT || values.has(name)) values.set(name, value)
    },
  }
}
