import type { Agent } from 'node:http'
import type { CredentialLookup, CredentialOwner } from './credentials.ts'
import type { CredentialDescription } from './sign-in/describe-credentials.ts'
import { findCredentials, type Search } from './sign-in/find-credentials.ts'
import { CLIENT_LIMITS } from './sign-in/sdk-options.ts'

/** A lookup that can also tell what it finds. */
export type DefaultCredentials = CredentialLookup & {
  /** Looks as `load` does, and tells which credentials there are; rejects as it does. */
  readonly describe: (createAgent?: () => Agent) => Promise<CredentialDescription>
}

/**
 * Credentials of the places where the AWS SDKs look: environment, shared files, SSO, process, web identity, ECS, IMDS,
 * assumed roles. A provider is loaded when its place is first looked at, and the shared files are read anew each
 * time, so that `aws sso login` and rewritten files are seen while the proxy runs.
 */
export function defaultCredentials(owner: CredentialOwner): DefaultCredentials {
  return {
    load: (createAgent) => searchOver(owner, createAgent, findCredentials),
    async describe(createAgent) {
      const { describeCredentials } = await import('./sign-in/describe-credentials.ts')
      return searchOver(owner, createAgent, describeCredentials)
    },
    async explain(error) {
      const { explainFailure } = await import('./sign-in/explain-failure.ts')
      return explainFailure(error, owner)
    },
  }
}

async function searchOver<Result>(
  owner: CredentialOwner,
  createAgent: (() => Agent) | undefined,
  search: (search: Search) => Promise<Result>,
): Promise<Result> {
  const httpsAgent = createAgent?.()
  const region = owner.env.AWS_REGION || owner.env.AWS_DEFAULT_REGION || owner.region
  try {
    return await search({
      ...owner,
      region,
      requestHandler: { ...CLIENT_LIMITS, ...(httpsAgent && { httpsAgent }) },
    })
  } finally {
    httpsAgent?.destroy()
  }
}
