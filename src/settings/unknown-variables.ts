import { nearestName } from '../bedrock/nearest-names.ts'
import { SETTING_NAMES, SETTINGS_TABLE } from './settings-table.ts'

const PREFIX = 'BEDROCK_PROXY_'

/**
 * A warning for each variable that looks like ours and is none. Not an error: Kubernetes gives every container such
 * names for a Service called `bedrock-proxy`.
 */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !VARIABLES.includes(name))
    .map((name) => {
      const nearest = nearestName(name.slice(PREFIX.length), VARIABLES_WITHOUT_PREFIX)
      return `${name} is no setting and is ignored${nearest ? `, did you mean ${PREFIX}${nearest}?` : ''}`
    })
}

const VARIABLES = SETTING_NAMES.flatMap((name) => {
  const { env, secretFileEnv } = SETTINGS_TABLE[name]
  return secretFileEnv ? [...env, secretFileEnv] : [...env]
})
const VARIABLES_WITHOUT_PREFIX = VARIABLES.filter((name) => name.startsWith(PREFIX)).map((name) =>
  name.slice(PREFIX.length),
)
