import { describe, expect, it } from 'vitest'
import type { PageIdentity } from '../../../src/page/page-data.ts'
import { FactsView } from '../../../src/page/views/facts-view.ts'
import { NOON, stateWith } from '../page-requests.ts'
import { rendered, textIn } from './rendered.ts'

describe('What the proxy decides by', () => {
  it('is its Region, its identity, its policy and its catalog with its age, beside what it does', () => {
    const text = textIn(rendered(FactsView, { state: stateWith({ underWay: 2, seen: 1_204 }) }))
    expect(text).toContain('Region eu-central-1')
    expect(text).toContain('Identity account …9012 profile dev (sso)')
    expect(text).toContain('Policy geo-first failover off, repair on')
    expect(text).toContain('Catalog live as AWS lists it, 2 min old, 57 models')
    expect(text).toContain('Requests 2 under way 1,204 done since 11:00:00')
  })

  it.each<[PageIdentity, string]>([
    [{ kind: 'api-key' }, 'API key from AWS_BEARER_TOKEN_BEDROCK'],
    [{ kind: 'simulated' }, 'simulated no AWS behind this proxy'],
    [{ kind: 'not-known-yet' }, 'not known yet'],
    [{ kind: 'missing', problem: 'Run aws sso login.' }, 'none Run aws sso login.'],
    [{ kind: 'credentials', from: 'keys of the environment' }, 'account unknown keys of the environment'],
    [
      { kind: 'credentials', from: 'a profile', account: '…1', until: new Date(NOON).toISOString() },
      'account …1 a profile, until 12:00:00',
    ],
  ])('%o is told as "%s"', (identity, text) => {
    expect(textIn(rendered(FactsView, { state: stateWith({ identity }) }))).toContain(text)
  })

  it('names the lists of the policy, its names of models, and further Regions', () => {
    const policy = {
      ...stateWith().policy,
      limits: { 'allow-destinations': ['eu-*', 'us-*'] },
      names: [['sonnet', 'anthropic.claude-sonnet-4-6']] as const,
    }
    const [first] = stateWith().catalogs
    const catalogs = first ? [first, { ...first, region: 'us-east-1' }] : []
    const text = textIn(rendered(FactsView, { state: stateWith({ policy, catalogs }) }))
    expect(text).toContain('allow-destinations eu-*, us-*')
    expect(text).toContain('sonnet → anthropic.claude-sonnet-4-6')
    expect(text).toContain('also called: us-east-1')
  })

  it('is empty until the proxy has told it', () => {
    expect(textIn(rendered(FactsView, { state: undefined }))).toBe('')
  })
})
