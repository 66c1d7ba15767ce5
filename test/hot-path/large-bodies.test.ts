import { expect, it } from 'vitest'
import { modelPath } from '../fixtures/model-requests.ts'
import { answerAll, keepAsking } from './keep-asking.ts'
import { startMeasured } from './start-measured.ts'

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}'
const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'a'.repeat(5_000_000) }] }] })
const REQUEST = [
  `POST ${modelPath('converse')} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`,
  `content-length: ${BODY.length}\r\n\r\n${BODY}`,
].join('')
const BODIES = 40

it('bodies that come and go do not have all of the heap looked through', async () => {
  const proxy = await startMeasured(await answerAll(BODY.slice(-20), ANSWER), 'usual')
  const ask = (times: number) => () =>
    keepAsking(proxy.url, { request: REQUEST, lastBytes: '{}', connections: 1, times })
  await ask(10)()
  expect(await proxy.lookedThrough(ask(BODIES))).toBeLessThanOrEqual(BODIES / 10)
}, 60_000)
