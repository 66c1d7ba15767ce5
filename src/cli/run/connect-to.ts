import type { Catalog } from '../../bedrock/catalog.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../catalog/load-snapshot.ts'
import { policyOf } from '../../settings/policy-of.ts'
import type { Invocation } from '../command-row.ts'
import type { AgentRow, Connection } from '../connect/agent-row.ts'
import { makeConnection } from '../connect/make-connection.ts'
import { loadForListing } from '../load-for-listing.ts'
import type { RunProxy } from './run-proxy.ts'

/**
 * What an agent must know of the proxy of a run.
 * @throws ProxyError `invalid-model-identifier`, and Error where the Region reaches no model that the agent can use
 */
export async function connectTo(
  { url, region, token, settings, isAwsAsked }: RunProxy,
  row: AgentRow,
  invocation: Invocation,
): Promise<Connection> {
  const { context, options } = invocation
  const catalog = isAwsAsked ? await listed(region, invocation) : catalogFromSnapshot(loadSnapshot(), region)
  const choice = { catalog, policy: policyOf(settings), today: context.now().toISOString().slice(0, 10) }
  const { model, 'small-model': smallModel } = options
  const place = { host: '127.0.0.1', port: 0, region, ...(token && { clientToken: [{ name: 'run', token }] }) }
  return makeConnection(row, place, choice, {
    url,
    ...(model !== undefined && { model }),
    ...(smallModel !== undefined && { smallModel }),
  })
}

async function listed(region: string, invocation: Invocation): Promise<Catalog> {
  const { catalogOf } = await loadForListing(invocation)
  return catalogOf(region)
}
