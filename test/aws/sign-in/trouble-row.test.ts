import { expect, it } from 'vitest'
import { profileFlag, sentence, theProfile } from '../../../src/aws/sign-in/trouble-row.ts'

it('a profile is named to who may know its name', () => {
  expect([theProfile({ profile: 'work' }), theProfile({})]).toEqual(['the profile work', 'the profile'])
  expect(sentence(theProfile({ profile: 'work' }))).toBe('The profile work')
})

it('a command names every profile but the default one', () => {
  expect([{ profile: 'work' }, { profile: 'default' }, {}].map(profileFlag)).toEqual([' --profile work', '', ''])
})
