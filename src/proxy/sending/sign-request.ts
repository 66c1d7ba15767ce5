import type { Authenticate, Authentication } from '../../aws/authenticate.ts'
import { requestTarget } from '../../http/query-string.ts'
import { whenThere } from '../../http/when-there.ts'
import { type HashedBody, hashed } from '../body.ts'
import type { SignedRequest, UpstreamRequest } from '../exchange.ts'

/** Where a request goes, and as whom. */
export type Destination = { readonly host: string; readonly authenticate: Authenticate }

/**
 * Adds host, length and authentication. What is signed is what goes out: the same path, the same query, the digest of
 * the same bytes. Throws, or rejects with, ProxyError `no-credentials`.
 */
export function signRequest(request: UpstreamRequest, to: Destination): SignedRequest | Promise<SignedRequest> {
  return whenThere(hashed(request.body), (body) => signHashed(request, body, to))
}

function signHashed(
  request: UpstreamRequest,
  body: HashedBody,
  { host, authenticate }: Destination,
): SignedRequest | Promise<SignedRequest> {
  const { method, path, query, headers } = request
  const authentication = authenticate({ method, host, path, query, headers, sha256: body.sha256 })
  return whenThere(authentication, (proof) => ({
    method,
    target: requestTarget(path, query),
    headers: headersOf(request, body, host, proof),
    body,
  }))
}

function headersOf(
  { method, headers }: UpstreamRequest,
  { byteLength }: HashedBody,
  host: string,
  proof: Authentication,
) {
  const flat = ['host', host]
  for (const name in headers) flat.push(name, headers[name] as string)
  if (method !== 'GET') flat.push('content-length', String(byteLength))
  for (const name in proof) flat.push(name, proof[name] as string)
  return flat
}
