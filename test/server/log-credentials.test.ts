import { expect, it } from 'vitest'
import { troubleOf } from '../../src/aws/sign-in/credential-troubles.ts'
import { logCredentialEvents, logSessionEvents } from '../../src/server/log-credentials.ts'
import { createLog } from '../../src/telemetry/create-log.ts'

const TROUBLE = troubleOf('role-denied', {
  profile: 'work',
  role: 'arn:aws:iam::1:role/x',
  file: '/home/me/.aws/config',
})

it('A trouble is a warning with its kind, names, file and role', () => {
  const { events, lines } = start()
  events.onTrouble(TROUBLE, undefined)
  expect(lines).toMatchObject([
    {
      level: 'warn',
      kind: 'role-denied',
      profile: 'work',
      role: 'arn:aws:iam::1:role/x',
      file: '/home/me/.aws/config',
      msg: TROUBLE.message,
    },
  ])
})

it('A renewal that fails says until when the old ones serve', () => {
  const { events, lines } = start()
  events.onTrouble(TROUBLE, new Date('2026-12-01T00:00:00Z'))
  expect(lines).toMatchObject([
    {
      level: 'warn',
      until: '2026-12-01T00:00:00.000Z',
      msg: expect.stringMatching(/could not be renewed.*role of the/),
    },
  ])
})

it('Credentials that are there again are told', () => {
  const { events, lines } = start()
  events.onRecovered()
  expect(lines).toMatchObject([{ level: 'info', msg: 'There are AWS credentials again.' }])
})

it("What becomes of a client's session is told with its name", () => {
  const { log, lines } = start()
  const events = logSessionEvents(log, 'laptop')
  events.onTrouble(TROUBLE, undefined)
  events.onTrouble(TROUBLE, new Date('2026-12-01T00:00:00Z'))
  events.onRecovered()
  expect(lines).toMatchObject([
    { level: 'warn', client: 'laptop', kind: 'role-denied' },
    { level: 'warn', client: 'laptop', msg: expect.stringMatching(/^The session of the client laptop could not be/) },
    { level: 'info', client: 'laptop', msg: 'The client laptop has a session again.' },
  ])
})

function start() {
  const lines: unknown[] = []
  const log = createLog(
    { write: (line) => lines.push(JSON.parse(line)) },
    { level: 'info', format: 'json', useColor: false },
  )
  return { log, events: logCredentialEvents(log), lines }
}
