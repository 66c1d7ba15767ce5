import { expect, it } from 'vitest'
import { HeaderView } from '../../../src/page/views/header-view.ts'
import { rendered, textIn } from './rendered.ts'

it.each([
  ['connecting', 'Connecting'],
  ['live', 'Live'],
  ['lost', 'Disconnected'],
  ['ended', 'Stopping'],
] as const)('says in a word how the connection is: %s', (connection, word) => {
  const markup = rendered(HeaderView, { connection })
  expect(textIn(markup)).toBe(`bedrock-profile-proxy 1.2.3 ${word}`)
  expect(markup).toContain('role="status"')
})
