import type { CredentialOwner, Explanation } from '../credentials.ts'
import { diagnoseCredentials } from './credential-troubles.ts'
import { type Evidence, gatherEvidence } from './evidence.ts'
import { ssoTokenFile } from './shared-config.ts'

/** What a failed lookup means, by what the environment and the shared files say at this moment. */
export async function explainFailure(error: unknown, owner: CredentialOwner): Promise<Explanation> {
  const evidence = await gatherEvidence(error, owner)
  return { trouble: diagnoseCredentials(evidence), files: filesOf(evidence) }
}

/** Whoever signs in, or corrects a file, changes one of these. */
function filesOf({ config, steps, env }: Evidence): string[] {
  const ofSteps = steps.flatMap(({ section: { sso_session, sso_start_url, web_identity_token_file } }) => {
    const session = sso_session ?? sso_start_url
    return [session && ssoTokenFile(session), web_identity_token_file]
  })
  return [config.configFile, config.credentialsFile, env.AWS_WEB_IDENTITY_TOKEN_FILE, ...ofSteps].filter((one) =>
    Boolean(one),
  ) as string[]
}
