import { derivedKeyPair, type KeyPair } from '../aws/derived-key-pair.ts'

/** What a proxy that asks for no token is shown: any keys will do, and these say so. */
const ANY_KEYS: KeyPair = { accessKeyId: 'local', secretAccessKey: 'local' }

/** The keys for a client that can only sign: those by which it shows `clientToken`, or any where the proxy asks for none. */
export function clientKeys(clientToken: string | undefined): KeyPair {
  return clientToken === undefined ? ANY_KEYS : derivedKeyPair(clientToken)
}
