/** What an `authorization` header with a Signature Version 4 says. */
export type PresentedSignature = {
  readonly accessKeyId: string
  /** The credential scope's day, as `20261122`. */
  readonly shortDate: string
  readonly region: string
  readonly service: string
  /** Lower-case names in the order in which they were signed. */
  readonly signedHeaders: readonly string[]
  /** 64 lower-case hex digits. */
  readonly signature: string
}

/** Reads an `authorization` header; undefined for one that is no whole SigV4 signature. */
export function parseSignature(authorization: string): PresentedSignature | undefined {
  const [, accessKeyId, shortDate, region, service, names, signature] = AUTHORIZATION.exec(authorization) ?? []
  if (!accessKeyId || !shortDate || !region || !service || !names || !signature) return undefined
  return { accessKeyId, shortDate, region, service, signedHeaders: names.split(';'), signature }
}

/** Source: IAM User Guide, "Create a signed AWS API request", step 5. Signers differ in the white space. */
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([\w-]{1,128})\/(\d{8})\/([\w-]{1,64})\/([\w-]{1,64})\/aws4_request, *SignedHeaders=([^, ]+), *Signature=([0-9a-f]{64})$/
