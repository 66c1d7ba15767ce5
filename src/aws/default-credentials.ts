import type { CredentialLookup, CredentialOwner } from './credentials.ts'

/** AWS is called no longer than this for a role or a session; its clients try up to three times. */
const CLIENT_LIMITS = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true }

/**
 * Credentials of the places where the AWS SDKs look: environment, shared files, SSO, process, web identity, ECS, IMDS,
 * assumed roles. The packages are loaded when credentials are first needed, and the shared files are read anew each
 * time, so that `aws sso login` and rewritten files are seen while the proxy runs.
 */
export function defaultCredentials(owner: CredentialOwner): CredentialLookup {
  return {
    async load(createAgent) {
      const { findCredentials } = await import('./sign-in/find-credentials.ts')
      const httpsAgent = await createAgent?.()
      const region = owner.env.AWS_REGION || owner.env.AWS_DEFAULT_REGION || owner.region
      try {
        return await findCredentials({
          ...owner,
          region,
          requestHandler: { ...CLIENT_LIMITS, ...(httpsAgent && { httpsAgent }) },
        })
      } finally {
        httpsAgent?.destroy()
      }
    },
    async explain(error) {
      const { explainFailure } = await import('./sign-in/explain-failure.ts')
      return explainFailure(error, owner)
    },
  }
}
