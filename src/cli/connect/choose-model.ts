import { type Catalog, type FoundationModel, isReachable } from '../../bedrock/catalog.ts'
import type { Policy } from '../../bedrock/policy.ts'
import { resolveModel } from '../../bedrock/resolve-model.ts'
import type { ModelChoice, ModelFamily } from './agent-row.ts'

/** Large for the work, small for titles, summaries and sub-agents. */
export type ModelSize = 'large' | 'small'

/** What models are chosen from. */
export type Choice = {
  readonly catalog: Catalog
  readonly policy: Policy
  /** Models that have reached their end of life by this day, `YYYY-MM-DD`, are left out. */
  readonly today: string
}

/**
 * The model that an agent is told to ask for: the newest of the best kind that the Region can reach under the policy;
 * undefined where it can reach none of the family.
 */
export function chooseModel(family: ModelFamily, size: ModelSize, choice: Choice): ModelChoice | undefined {
  const usable = [...choice.catalog.models.values()].filter((model) => isUsable(model, choice))
  for (const kind of KINDS[family][size]) {
    const [newest] = usable.filter(({ modelId }) => kind.test(modelId)).sort(byVersion)
    if (newest) return { modelId: newest.modelId, name: newest.name }
  }
  return undefined
}

function isUsable(model: FoundationModel, { catalog, policy, today }: Choice): boolean {
  const isAlive = model.endOfLife === undefined || model.endOfLife >= today
  const resolution = resolveModel(model.modelId, { catalog, policy, takesProfile: true })
  return isAlive && isReachable(model) && 'resolved' in resolution
}

const SONNET = /^anthropic\.claude-([\d-]+-)?sonnet\b/
const OPUS = /^anthropic\.claude-([\d-]+-)?opus\b/
const HAIKU = /^anthropic\.claude-([\d-]+-)?haiku\b/
const ANY_CLAUDE = /^anthropic\.claude-/
const SOL = /^openai\.gpt-[\d.]+-sol$/
const TERRA = /^openai\.gpt-[\d.]+-terra$/
const LUNA = /^openai\.gpt-[\d.]+-luna$/
const NOVA_PRO = /^amazon\.nova-([\d-]+-)?(pro|premier)\b/
const NOVA_LITE = /^amazon\.nova-([\d-]+-)?(lite|micro)\b/
const OPEN_LARGE = /^openai\.gpt-oss-120b\b|^mistral\.mistral-large\b|^meta\.llama3-3-70b\b/
const OPEN_SMALL = /^openai\.gpt-oss-20b\b|^mistral\.ministral\b|^meta\.llama3-1-8b\b/

/** The kinds of model that an agent of each family can use, best first. */
const KINDS: Record<ModelFamily, Record<ModelSize, readonly RegExp[]>> = {
  claude: { large: [SONNET, OPUS, ANY_CLAUDE], small: [HAIKU, SONNET, ANY_CLAUDE] },
  responses: { large: [SOL, TERRA, LUNA], small: [LUNA, TERRA, SOL] },
  any: {
    large: [SONNET, OPUS, ANY_CLAUDE, NOVA_PRO, NOVA_LITE, OPEN_LARGE, OPEN_SMALL],
    small: [HAIKU, NOVA_LITE, SONNET, ANY_CLAUDE, OPEN_SMALL, NOVA_PRO, OPEN_LARGE],
  },
}

/** Newest first; of two with the same version the one whose ID has the later date. */
function byVersion(a: FoundationModel, b: FoundationModel): number {
  const [left, right] = [versionOf(a.modelId), versionOf(b.modelId)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (right[i] ?? 0) - (left[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.modelId < b.modelId ? 1 : -1
}

/** `[4, 5]` of `anthropic.claude-sonnet-4-5-20250929-v1:0`: the numbers that are neither the date nor the revision. */
function versionOf(modelId: string): number[] {
  const named = modelId.replace(/-v\d+(:\d+)?$/, '').replace(/-\d{8}\b/, '')
  return Array.from(named.matchAll(/\d+/g), ([digits]) => Number(digits))
}
