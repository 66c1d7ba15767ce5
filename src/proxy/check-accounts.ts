import { ProxyError } from '../bedrock/errors.ts'
import { accountRefusal } from '../bedrock/model-rules.ts'
import type { Policy } from '../bedrock/policy.ts'
import type { MatchedOperation } from './match-operation.ts'

/**
 * Holds ARNs in a path that name no model, such as a guardrail's, to the accounts of the policy. Those that name one are
 * judged when they are resolved.
 * @throws ProxyError `policy-refused`
 */
export function checkAccounts({ operation, labels }: MatchedOperation, policy: Policy): void {
  if (operation.model.in !== 'nowhere') return
  for (const label of labels) {
    const why = accountRefusal(label, policy)
    if (why === undefined) continue
    throw new ProxyError(
      'policy-refused',
      `The policy of this proxy refuses ${label}: ${why}. Name a resource of an account that it lists.`,
    )
  }
}
