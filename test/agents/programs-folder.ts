import { join } from 'node:path'

/** Programs and scripts that the agents' rows run. The runner is bundled to `dist`, beside them. */
export const PROGRAMS = join(import.meta.dirname, '../programs')

/** A program of an agent that npm has installed. */
export function bin({ folder }: { readonly folder: string }, name: string): string {
  return join(folder, 'node_modules/.bin', name)
}
