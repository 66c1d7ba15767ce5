import type { ResponseSink, UpstreamResponse } from '../exchange.ts'
import { Handover } from './handover.ts'

/** What a response says otherwise than the one that it is wrapped around. */
export type OtherResponse = {
  /** Values by lower-case name; undefined for a header that goes. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly pipeTo?: (sink: ResponseSink) => void
  readonly resume?: () => void
}

/** A response around another one: what is not told otherwise is that of the other. */
export function wrapResponse(
  inner: UpstreamResponse,
  { headers: changed = {}, pipeTo, resume }: OtherResponse,
): UpstreamResponse {
  const isChanged = (name: string) => Object.hasOwn(changed, name)
  const own = Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  const kept = inner.headers.filter((_, i) => !isChanged((inner.headers[i - (i % 2)] ?? '').toLowerCase()))
  return {
    status: inner.status,
    statusText: inner.statusText,
    headers: [...own, ...kept],
    header: (name) => (isChanged(name) ? changed[name] : inner.header(name)),
    pipeTo: pipeTo ?? ((sink) => inner.pipeTo(sink)),
    resume: resume ?? (() => inner.resume()),
  }
}

/** A JSON answer that no upstream gave. `headers` by lower-case name. */
export function localResponse(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): UpstreamResponse {
  const flat = Object.entries(headers).flat()
  const nothing = { header: (name: string) => headers[name], pipeTo: () => undefined, resume: () => undefined }
  return withOtherBody({ status, statusText: '', headers: flat, ...nothing }, body)
}

/** An answer of the upstream's with its status and its headers, but with another body, which is JSON. */
export function withOtherBody(response: UpstreamResponse, body: object): UpstreamResponse {
  const bytes = Buffer.from(JSON.stringify(body))
  const handover = new Handover('at-any-time')
  return wrapResponse(response, {
    headers: {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      'content-encoding': undefined,
      'transfer-encoding': undefined,
    },
    pipeTo(sink) {
      handover.take()
      sink.data(bytes)
      sink.end()
    },
    resume: () => undefined,
  })
}
