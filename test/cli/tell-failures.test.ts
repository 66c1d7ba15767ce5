import { expect, it } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import { ProxyError } from '../../src/bedrock/errors.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../src/catalog/load-snapshot.ts'
import { tellFailures } from '../../src/cli/tell-failures.ts'

const SNAPSHOT = { ...loadSnapshot(), asOf: '2026-11-22' }
const loaded = (region: string, failure?: unknown) => ({ catalog: catalogFromSnapshot(SNAPSHOT, region), failure })

it('says once for all Regions that AWS was not asked, and why', () => {
  const failure = new ProxyError('no-credentials', 'The SSO session work has expired. Run aws sso login.')
  expect(tellFailures([loaded('eu-central-1', failure), loaded('us-west-2', failure)])).toEqual([
    'AWS was not asked. The SSO session work has expired. Run aws sso login. What follows is known from the snapshot of 2026-11-22.',
  ])
})

it('names the Regions that AWS did not list, by the cause', () => {
  const denied = () => new ControlPlaneError('AWS refused', { code: 'AccessDeniedException' })
  expect(tellFailures([loaded('eu-central-1'), loaded('us-west-2', denied()), loaded('us-east-2', denied())])).toEqual([
    expect.stringMatching(/^AWS was asked and did not list \(.*\)\. .* of 2026-11-22, for us-west-2, us-east-2\.$/),
  ])
})

it('has nothing to say where AWS has listed', () => {
  expect(tellFailures([loaded('eu-central-1')])).toEqual([])
})
