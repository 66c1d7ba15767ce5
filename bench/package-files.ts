import { fileURLToPath } from 'node:url'

/** The compiled proxy, as `npx bedrock-profile-proxy` would start it. */
export const PROXY_MAIN = fromPackageRoot('dist/main.js')

/** A self-signed certificate for loopback, and its own certificate authority. */
export const LOOPBACK_CERTIFICATE = fromPackageRoot('test/fixtures/loopback-cert.pem')
export const LOOPBACK_KEY = fromPackageRoot('test/fixtures/loopback-key.pem')

/** The compiled form of a script of the benchmark, such as `contenders/bare-relay`. */
export function benchScript(name: string): string {
  return fromPackageRoot(`bench/dist/${name}.js`)
}

/** This file runs as `bench/dist/package-files.js`. */
function fromPackageRoot(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}
