import type { UpstreamResponse } from '../exchange.ts'

/** A JSON answer that no upstream gave. `headers` by lower-case name. */
export function localResponse(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): UpstreamResponse {
  return jsonResponse({ status, statusText: '' }, body, Object.entries(headers).flat())
}

/** An answer of the upstream's with its status and its headers, but with another body. */
export function withOtherBody(response: UpstreamResponse, body: object): UpstreamResponse {
  return jsonResponse(response, body, headersWithout(response.headers, OF_THE_BODY))
}

/** A flat list of headers without some, given in lower case. */
export function headersWithout(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, i) => !names.includes((headers[i - (i % 2)] ?? '').toLowerCase()))
}

const OF_THE_BODY = ['content-type', 'content-length', 'content-encoding', 'transfer-encoding']

function jsonResponse(
  { status, statusText }: Pick<UpstreamResponse, 'status' | 'statusText'>,
  body: object,
  otherHeaders: readonly string[],
): UpstreamResponse {
  const bytes = Buffer.from(JSON.stringify(body))
  const headers = ['content-type', 'application/json', 'content-length', String(bytes.length), ...otherHeaders]
  return {
    status,
    statusText,
    headers,
    header: (name) => headers.find((_, i) => headers[i - 1]?.toLowerCase() === name && i % 2 === 1),
    pipeTo(sink) {
      sink.data(bytes)
      sink.end()
    },
    resume: () => undefined,
  }
}
