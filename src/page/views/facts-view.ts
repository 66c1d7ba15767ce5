import { type ComponentChildren, h, type JSX } from 'preact'
import { clockText, countText, momentText, spanText } from '../in-words.ts'
import type { PageIdentity, PagePolicy, PageState } from '../page-data.ts'
import type { Model } from '../page-model.ts'

/** What the proxy decides by: Region, identity, policy, catalog; and how much it has done. */
export function FactsView({ model: { state, now } }: { readonly model: Model }): JSX.Element {
  return h('dl', { class: 'facts' }, state ? facts(state, now).map(cell) : [])
}

type Fact = readonly [name: string, value: ComponentChildren, more: ComponentChildren]

function cell([name, value, more]: Fact): JSX.Element {
  return h('div', { key: name }, [h('dt', null, name), h('dd', null, [h('b', null, value), h('span', null, more)])])
}

function facts(state: PageState, now: number): Fact[] {
  const { region, identity, policy, catalogs, underWay, seen, startedAt } = state
  const [catalog] = catalogs
  return [
    ['Region', region, furtherRegions(catalogs.slice(1).map((one) => one.region))],
    ['Identity', ...identityOf(identity, now)],
    ['Policy', policy.routing, policyDetails(policy)],
    [
      'Catalog',
      catalog?.source ?? 'none yet',
      catalog &&
        `${SOURCES[catalog.source]}, ${spanText(Date.parse(catalog.asOf), now)} old, ${countText(catalog.models)} models`,
    ],
    ['Requests', `${countText(underWay)} under way`, `${countText(seen)} done since ${clockText(startedAt)}`],
  ]
}

const SOURCES: Readonly<Record<string, string>> = {
  live: 'as AWS lists it',
  cache: "AWS's last listing",
  snapshot: 'of this version',
}

function furtherRegions(regions: readonly string[]): string {
  return regions.length === 0 ? 'the only one called' : `also called: ${regions.join(', ')}`
}

function identityOf(identity: PageIdentity, now: number): [value: string, more: string] {
  switch (identity.kind) {
    case 'api-key':
      return ['API key', 'from AWS_BEARER_TOKEN_BEDROCK']
    case 'simulated':
      return ['simulated', 'no AWS behind this proxy']
    case 'not-known-yet':
      return ['not known yet', 'credentials are looked up']
    case 'missing':
      return ['none', identity.problem]
    case 'credentials':
      return [
        `account ${identity.account ?? 'unknown'}`,
        [identity.from, identity.until && `until ${momentText(identity.until, now)}`].filter(Boolean).join(', '),
      ]
  }
}

function policyDetails({ failover, repair, limits, names }: PagePolicy): JSX.Element[] {
  const told = [
    ...Object.entries(limits).map(([name, list]) => `${name} ${list.join(', ')}`),
    ...names.map(([name, target]) => `${name} → ${target}`),
    `failover ${failover}, repair ${repair}`,
  ]
  return told.map((text) => h('span', { key: text }, text))
}
