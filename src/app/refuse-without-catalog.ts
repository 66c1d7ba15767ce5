import { ProxyError } from '../bedrock/errors.ts'
import { causeOf } from '../catalog/catalog-problem.ts'
import { ProxyStartError } from '../server/proxy-start-error.ts'

/**
 * Ends a start, or a command, that was to have AWS's own listing or nothing.
 * @throws ProxyStartError always
 */
export function refuseWithoutCatalog(cause: unknown): never {
  const isOurs = cause instanceof ProxyError
  const advice = isOurs ? cause.message : 'Allow bedrock:ListInferenceProfiles and bedrock:ListFoundationModels.'
  throw new ProxyStartError(
    `AWS did not list the profiles of this Region (${causeOf(cause)}). ${advice} Or choose --discovery auto.`,
    { cause },
  )
}
