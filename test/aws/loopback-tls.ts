import { readFileSync } from 'node:fs'

const read = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')

/** Key and self-signed certificate of localhost, 127.0.0.1, ::1, the made-up hosts below upstream.test and an address for examples, as PEM. */
export const LOOPBACK_TLS = { key: read('loopback-key.pem'), cert: read('loopback-cert.pem') }

/** The file of that certificate, which is its own authority. */
export const LOOPBACK_CERT_FILE = new URL('../fixtures/loopback-cert.pem', import.meta.url).pathname
