import type { Authenticate } from '../../aws/authenticate.ts'
import { requestTarget } from '../../http/query-string.ts'
import { hashed } from '../body.ts'
import type { SignedRequest, UpstreamRequest } from '../exchange.ts'

/**
 * Adds host, length and authentication. What is signed is what goes out: the same path, the same query, the digest of
 * the same bytes.
 * @throws ProxyError `no-credentials`
 */
export async function signRequest(
  { method, path, query, headers, body: unsigned }: UpstreamRequest,
  { host, authenticate }: { readonly host: string; readonly authenticate: Authenticate },
): Promise<SignedRequest> {
  const body = await hashed(unsigned)
  const authentication = await authenticate({ method, host, path, query, headers, sha256: body.sha256 })
  return {
    method,
    target: requestTarget(path, query),
    headers: { host, ...headers, ...lengthOf(method, body.byteLength), ...authentication },
    body,
  }
}

function lengthOf(method: string, byteLength: number): Record<string, string> {
  return method === 'GET' ? {} : { 'content-length': String(byteLength) }
}
