/** A model as it is asked for, and the profile that must be called for it in each Region of the runs. */
export type AskedModel = { readonly id: string; readonly profiles: Readonly<Record<RunRegion, string>> }

/** A large model for the turn itself, and a small one for titles. */
export type ModelPair = { readonly large: AskedModel; readonly small: AskedModel }

export type RunRegion = (typeof RUN_REGIONS)[number]

/** A Region with a geography of old, one with a young one (`au`), and one that has global profiles alone. */
export const RUN_REGIONS = ['eu-central-1', 'ap-southeast-2', 'sa-east-1'] as const

/**
 * The one that was named, or all of them.
 * @throws Error for another Region
 */
export function chooseRegions(named: string | undefined): readonly RunRegion[] {
  if (named === undefined) return RUN_REGIONS
  const chosen = RUN_REGIONS.filter((region) => region === named)
  if (chosen.length === 0) throw new Error(`There are no runs in ${named}. Choose one of ${RUN_REGIONS.join(', ')}.`)
  return chosen
}

/** In one Region the proxy asks for a client token, so that an agent must show what `connect` has given it. */
export const CLIENT_TOKENS: Readonly<Record<RunRegion, string | undefined>> = {
  'eu-central-1': undefined,
  'ap-southeast-2': 'client-token-of-the-agents',
  'sa-east-1': undefined,
}

/** The profiles are written out here, not asked of the code under test. */
export const CLAUDE: ModelPair = {
  large: inGeographies('anthropic.claude-sonnet-4-6'),
  small: inGeographies('anthropic.claude-haiku-4-5-20251001-v1:0'),
}

/** OpenAI's models have global profiles alone. */
export const GPT: ModelPair = {
  large: everywhere('openai.gpt-5.6-terra'),
  small: everywhere('openai.gpt-5.6-luna'),
}

function inGeographies(id: string): AskedModel {
  return {
    id,
    profiles: { 'eu-central-1': `eu.${id}`, 'ap-southeast-2': `au.${id}`, 'sa-east-1': `global.${id}` },
  }
}

function everywhere(id: string): AskedModel {
  const profile = `global.${id}`
  return { id, profiles: { 'eu-central-1': profile, 'ap-southeast-2': profile, 'sa-east-1': profile } }
}
