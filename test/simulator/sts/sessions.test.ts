import { expect, it } from 'vitest'
import { createSessions } from '../../../src/simulator/sts/sessions.ts'

const ASKED = { roleArn: 'arn:aws:iam::123456789012:role/r', tags: {}, durationS: 900 }

it('opens each session with keys of its own, which say whose they are', () => {
  const sessions = createSessions()
  const [one, two] = [sessions.open({ ...ASKED, name: 'lap.top-1' }), sessions.open({ ...ASKED, name: 'lap.top-1' })]
  expect(one.credentials.accessKeyId).toMatch(/^ASIA\d{6}LAPTOP1$/)
  expect(one.credentials).not.toEqual(two.credentials)
  expect(sessions.find(two.credentials.accessKeyId)?.session).toBe(two)
  expect(sessions.find('ASIA')).toBeUndefined()
})

it('lets a session last as long as it was asked for, and no longer', () => {
  let now = 1000
  const sessions = createSessions(() => now)
  const { credentials } = sessions.open({ ...ASKED, name: 'ci' })
  const hasEnded = () => sessions.find(credentials.accessKeyId)?.hasEnded
  now += 899_999
  expect(hasEnded()).toBe(false)
  now += 1
  expect(hasEnded()).toBe(true)
})

it('ends the sessions that it is told to, and none that is opened afterwards', () => {
  const sessions = createSessions()
  const [laptop, ci] = [sessions.open({ ...ASKED, name: 'laptop' }), sessions.open({ ...ASKED, name: 'ci' })]
  sessions.end(({ name }) => name === 'laptop')
  const later = sessions.open({ ...ASKED, name: 'laptop' })
  const hasEnded = [laptop, ci, later].map((one) => sessions.find(one.credentials.accessKeyId)?.hasEnded)
  expect(hasEnded).toEqual([true, false, false])
})
