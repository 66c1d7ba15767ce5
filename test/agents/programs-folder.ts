import { join } from 'node:path'

/** Programs and scripts that the agents' rows run. The runner is bundled to `dist`, beside them. */
export const PROGRAMS = join(import.meta.dirname, '../programs')
