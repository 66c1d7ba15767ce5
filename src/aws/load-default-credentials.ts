import type { LoadCredentials } from './credentials.ts'
import type { EndpointVariant } from './endpoints.ts'

/**
 * The AWS SDK's Node chain: environment, shared files, SSO, process, web identity, ECS, IMDS, assumed roles. Its
 * packages are loaded when credentials are first needed, and the shared files are read anew each time, so that
 * `aws sso login` and rewritten files are seen while the proxy runs. The variant is that of the hosts of STS and SSO.
 */
export function loadDefaultCredentials(
  profile: string | undefined,
  { useFips, useDualstack }: Partial<EndpointVariant> = {},
): LoadCredentials {
  return async (createAgent) => {
    const { defaultProvider } = await import('@aws-sdk/credential-provider-node')
    const httpsAgent = await createAgent?.()
    const options = { ignoreCache: true, logger: SILENT, ...(profile !== undefined && { profile }) }
    // On its own the SDK knows neither HTTPS_PROXY nor AWS_CA_BUNDLE.
    const clientConfig = {
      ...(useFips && { useFipsEndpoint: true }),
      ...(useDualstack && { useDualstackEndpoint: true }),
      ...(httpsAgent && { requestHandler: { httpsAgent } }),
    }
    try {
      return await defaultProvider({ ...options, clientConfig })()
    } finally {
      httpsAgent?.destroy()
    }
  }
}

/** The chain's messages may name files and processes of the user; what matters is said by the error. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

function nothing(): void {}
