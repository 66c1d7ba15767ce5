import { hkdfSync } from 'node:crypto'

/** An access key as AWS SDKs take it. */
export type KeyPair = { readonly accessKeyId: string; readonly secretAccessKey: string }

/**
 * The key pair by which a client that can only sign proves that it knows a client token. The same token makes the same
 * pair, always; neither half tells the other, nor the token, unless the token can be guessed. HKDF (RFC 5869) keeps the
 * two halves apart by their labels.
 */
export function derivedKeyPair(token: string): KeyPair {
  return {
    accessKeyId: PREFIX + base32(derive(token, 'access-key-id', ID_BYTES)),
    secretAccessKey: derive(token, 'secret-access-key', SECRET_BYTES).toString('base64url'),
  }
}

/** Unlike AWS's own AKIA, so that nobody takes it for the key of an account. */
const PREFIX = 'BPROXY'
/** With the prefix 22 characters: AWS allows 16 to 128. */
const ID_BYTES = 10
/** 40 characters, as AWS's own. */
const SECRET_BYTES = 30

function derive(token: string, label: string, byteLength: number): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', `bedrock-profile-proxy/v1/${label}`, byteLength))
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('')
}
