import { createHmac } from 'node:crypto'
import type { Credentials } from './credentials.ts'

/** Where a signature holds. */
export type Place = { readonly region: string; readonly service: string }

/** The credential scope of a signature, such as `20261122/eu-central-1/bedrock/aws4_request`. */
export function credentialScope(shortDate: string, { region, service }: Place): string {
  return `${shortDate}/${region}/${service}/aws4_request`
}

/** The key for a scope: each of its parts hashed with what came of those before it. Source: IAM User Guide, "Create a signed AWS API request", step 4. */
export function signingKey(secretAccessKey: string, shortDate: string, { region, service }: Place): Buffer {
  return [shortDate, region, service, 'aws4_request'].reduce(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  )
}

/** `signingKey` for one place, which derives a key once for each day and each set of credentials. */
export function signingKeysFor(place: Place): (credentials: Credentials, shortDate: string) => Buffer {
  let kept: { readonly credentials: Credentials; readonly shortDate: string; readonly key: Buffer } | undefined
  return (credentials, shortDate) => {
    if (kept?.credentials !== credentials || kept.shortDate !== shortDate) {
      kept = { credentials, shortDate, key: signingKey(credentials.secretAccessKey, shortDate, place) }
    }
    return kept.key
  }
}
