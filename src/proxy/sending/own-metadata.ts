import {
  type MetadataKey,
  type MetadataPlace,
  type MetadataSource,
  type RequestMetadata,
  requestMetadata,
} from '../../bedrock/request-metadata.ts'
import { applyEdits, insertion } from '../../http/json-edits.ts'
import { scanLongObject } from '../../http/json-object-scan.ts'
import { memberTree } from '../../http/json-paths.ts'
import { type Body, hashed, unhashedBody } from '../body.ts'
import type { UpstreamRequest } from '../exchange.ts'

const MEMBER = 'requestMetadata'
const HEADER = 'x-amzn-bedrock-request-metadata'
const TREE = memberTree(MEMBER)

/** What the proxy has to tell of a request; undefined where nothing is wanted, or known. */
export function ownMetadata(
  keys: readonly MetadataKey[],
  client: string | undefined,
  headers: MetadataSource['headers'],
): OwnMetadata | undefined {
  const metadata = keys.length === 0 ? undefined : requestMetadata(keys, { client, headers })
  return metadata && new OwnMetadata(metadata)
}

/**
 * The metadata that the proxy has for one request, which goes onto it wherever it is sent, as long as its client has brought none.
 * Every other byte of a body stays, and it is read and hashed once, however often it is sent.
 */
export class OwnMetadata {
  readonly #json: string
  #body: { readonly of: Body; readonly is: Promise<Body> } | undefined
  #isAdded = false

  constructor(metadata: RequestMetadata) {
    this.#json = JSON.stringify(metadata)
  }

  /** True where the last request had brought none of its own, so that it has this. */
  get isAdded(): boolean {
    return this.#isAdded
  }

  /** A request with it, at the place where its operation takes it. */
  addTo(request: UpstreamRequest, place: MetadataPlace): UpstreamRequest | Promise<UpstreamRequest> {
    this.#isAdded = false
    if (place === 'header') return this.#inHeader(request)
    return place === 'body' ? this.#inBody(request) : request
  }

  #inHeader(request: UpstreamRequest): UpstreamRequest {
    if (request.headers[HEADER] !== undefined) return request
    this.#isAdded = true
    return { ...request, headers: { ...request.headers, [HEADER]: this.#json } }
  }

  async #inBody(request: UpstreamRequest): Promise<UpstreamRequest> {
    const of = request.body
    if (this.#body?.of !== of) this.#body = { of, is: this.#spliced(of) }
    const body = await this.#body.is
    this.#isAdded = body !== of
    return { ...request, body }
  }

  async #spliced(body: Body): Promise<Body> {
    const place = await placeIn(body)
    if (!place) return body
    const edit = insertion(place.begin, [`"${MEMBER}":${this.#json}`], place.isBeforeOthers)
    return hashed(unhashedBody(applyEdits(body.chunks, [edit])))
  }
}

/** Where the member may go; undefined where it is, in whatever spelling, and where the body is not for us to read. */
async function placeIn({ chunks }: Body): Promise<{ begin: number; isBeforeOthers: boolean } | undefined> {
  try {
    const { found, begin, memberCount } = await scanLongObject(chunks, TREE, { single: MEMBER })
    return found.length === 0 ? { begin, isBeforeOthers: memberCount > 0 } : undefined
  } catch {
    return undefined
  }
}
