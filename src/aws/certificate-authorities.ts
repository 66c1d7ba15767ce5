import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

/** A file of certificates in PEM, and what named it, as messages say it: `AWS_CA_BUNDLE`. */
export type CertificateFile = { readonly givenAs: string; readonly file: string }

/**
 * The certificates of a PEM file, but for those that Node trusts anyway: a distribution's bundle is little else, and each
 * costs a quarter of a millisecond. OpenSSL itself stops at the first broken block and drops the rest in silence.
 * @throws Error that names the file and what gave it, and the block that is broken
 */
export function readAuthorities({ givenAs, file }: CertificateFile): string[] {
  const pem = readText(givenAs, file)
  const blocks = [...pem.matchAll(BEGIN)].map(({ index }) => ({ text: blockAt(pem, index), line: lineOf(pem, index) }))
  if (blocks.length === 0) throw unusable(givenAs, file)
  const known = new Set(rootCertificates.map(bareText))
  const authorities = blocks.filter(({ text }) => !known.has(bareText(text)))
  const broken = authorities.find(({ text }) => !isCertificate(text))
  if (!broken) return authorities.map(({ text }) => text)
  const number = blocks.indexOf(broken) + 1
  throw new Error(
    `${givenAs} names ${file}, in which certificate ${number} of ${blocks.length}, at line ${broken.line}, is broken. Mend it or take it out: what follows it would not be trusted either.`,
  )
}

/** What OpenSSL takes for a certificate; keys and revocation lists may stand between them. */
const BEGIN = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g
const END = /-----END (?:X509 |TRUSTED )?CERTIFICATE-----/

function readText(givenAs: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw unusable(givenAs, file, cause)
  }
}

function unusable(givenAs: string, file: string, cause?: unknown): Error {
  return new Error(`${givenAs} names ${file}, which cannot be read or holds no PEM certificate.`, { cause })
}

/** Up to its end, or to the next block where it has none. */
function blockAt(pem: string, start: number): string {
  const rest = pem.slice(start)
  const next = rest.indexOf('-----BEGIN ', 1)
  const block = next === -1 ? rest : rest.slice(0, next)
  const end = END.exec(block)
  return end ? block.slice(0, end.index + end[0].length) : block
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function bareText(pem: string): string {
  return pem.replace(/\s/g, '')
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem) !== undefined
  } catch {
    return false
  }
}

/** What Node says of a certificate that it does not trust, the other side's or one on its way to an authority. */
export const UNTRUSTED: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]

/** True for an error that means: this side does not trust the other one's certificate. */
export function isUntrusted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNTRUSTED.includes(String(error.code))
}
