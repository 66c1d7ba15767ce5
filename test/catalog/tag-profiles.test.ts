import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ControlPlaneError } from '../../src/aws/control-plane-error.ts'
import type { ApplicationProfile } from '../../src/bedrock/catalog.ts'
import { tagProfiles } from '../../src/catalog/tag-profiles.ts'

const DENIED = new ControlPlaneError('no', { code: 'AccessDeniedException' })
const THROTTLED = new ControlPlaneError('no', { code: 'ThrottlingException' })

it('gives every profile its own tags, in the order of the profiles', async () => {
  const lookUp = async (arn: string) => ({ arn })
  const { profiles, failure } = await tagProfiles(profilesOf(12), { listTagsForResource: lookUp }, [])
  expect(profiles.map(({ tags }) => tags.arn)).toEqual(profilesOf(12).map(({ arn }) => arn))
  expect(failure).toBeUndefined()
})

it('looks up five at once and no more', async () => {
  let open = 0
  let most = 0
  const lookUp = async () => {
    most = Math.max(most, ++open)
    await nextTurn()
    open--
    return {}
  }
  await tagProfiles(profilesOf(20), { listTagsForResource: lookUp }, [])
  expect(most).toBe(5)
})

it('leaves the tags of one profile empty where its lookup is refused, and goes on with the others', async () => {
  const lookUp = async (arn: string) => {
    if (arn === 'arn:0') throw DENIED
    return { team: 'search' }
  }
  const { profiles, failure } = await tagProfiles(profilesOf(8), { listTagsForResource: lookUp }, [])
  expect(profiles.filter(({ tags }) => tags.team === undefined).map(({ arn }) => arn)).toEqual(['arn:0'])
  expect(failure).toBe(DENIED)
})

it('keeps the tags that were known where a lookup fails', async () => {
  const known = [{ ...profilesOf(1)[0], tags: { team: 'before' } } as ApplicationProfile]
  const { profiles } = await tagProfiles(profilesOf(1), { listTagsForResource: () => Promise.reject(DENIED) }, known)
  expect(profiles).toMatchObject([{ tags: { team: 'before' } }])
})

it.each([['throttled', THROTTLED] as const, ['out of reach', new Error('ECONNREFUSED')] as const])(
  'stops asking where AWS is %s',
  async (_, failure) => {
    let asked = 0
    const lookUp = () => {
      asked++
      return Promise.reject(failure)
    }
    await tagProfiles(profilesOf(100), { listTagsForResource: lookUp }, [])
    expect(asked).toBe(5)
  },
)

function profilesOf(count: number): ApplicationProfile[] {
  return Array.from({ length: count }, (_, i) => ({
    arn: `arn:${i}`,
    name: `profile ${i}`,
    modelId: 'a.m',
    destinationRegions: [],
    reachesAnywhere: false,
    tags: {},
  }))
}
