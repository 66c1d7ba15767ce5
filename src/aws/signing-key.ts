import { createHmac } from 'node:crypto'
import type { Credentials } from './credentials.ts'
import { type Hmac, hmacUnder } from './digests.ts'

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

/** What signs on one day, in one place, with one set of credentials. */
export type SigningKey = { readonly scope: string; readonly sign: Hmac }

/** The keys for one place, each derived once for its day and its set of credentials. */
export function signingKeysFor(place: Place): (credentials: Credentials, shortDate: string) => SigningKey {
  let kept: { readonly credentials: Credentials; readonly shortDate: string; readonly key: SigningKey } | undefined
  return (credentials, shortDate) => {
    if (kept?.credentials !== credentials || kept.shortDate !== shortDate) {
      const sign = hmacUnder(signingKey(credentials.secretAccessKey, shortDate, place))
      kept = { credentials, shortDate, key: { scope: credentialScope(shortDate, place), sign } }
    }
    return kept.key
  }
}
