import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type TemporaryFolder = { readonly path: string; remove(): void }

/** A folder for logs and nginx's configuration. It is also where the proxy runs, so that no settings file is found. */
export function openTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'bedrock-profile-proxy-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
