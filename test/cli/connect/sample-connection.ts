import { derivedKeyPair } from '../../../src/aws/derived-key-pair.ts'
import type { Connection } from '../../../src/cli/connect/agent-row.ts'

const LARGE = { modelId: 'anthropic.claude-sonnet-5-5', name: 'Claude Sonnet 5.5' }
const SMALL = { modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0', name: 'Claude Haiku 4.5' }

/** What an agent is told where a proxy on the usual port asks for no token. */
export const CONNECTION: Connection = {
  url: 'http://127.0.0.1:8223',
  region: 'eu-central-1',
  token: 'local',
  isTokenRequired: false,
  isTokenNew: false,
  keyPair: { accessKeyId: 'local', secretAccessKey: 'local' },
  large: LARGE,
  small: SMALL,
  models: [LARGE, SMALL],
}

/** The same where only one model can be reached. */
export const ONE_MODEL: Connection = { ...CONNECTION, small: LARGE, models: [LARGE] }

/** The same where the proxy asks for a token. */
export const GUARDED: Connection = {
  ...CONNECTION,
  token: "it's s3cret",
  isTokenRequired: true,
  keyPair: derivedKeyPair("it's s3cret"),
}
