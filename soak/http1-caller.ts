import * as http from 'node:http'
import type { AnswerHead, Caller } from './caller.ts'

/** Calls over HTTP/1.1, with as many keep-alive connections as there are requests at a time. */
export function createHttp1Caller({ hostname, port }: URL): Caller {
  const agent = new http.Agent({ keepAlive: true })
  return {
    name: 'HTTP/1.1',
    open: ({ target, headers, body }, signal) =>
      new Promise<AnswerHead>((resolve, reject) => {
        const options = { agent, hostname, port, method: 'POST', path: target, headers, signal }
        const request = http.request(options, (response) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response })
        })
        request.on('error', reject).end(body)
      }),
    close: () => agent.destroy(),
  }
}
