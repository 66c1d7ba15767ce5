import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentRow } from '../agent-row.ts'
import { runCommand, succeeded } from '../run-command.ts'
import type { Installer } from './installer.ts'

/** An agent that can be driven, in its folder, or why it cannot be had on this machine. */
export type Installed =
  | { readonly kind: 'installed'; readonly folder: string }
  | { readonly kind: 'unavailable'; readonly why: string }

/** Installs an agent below `cache`, once for each version. */
export async function installAgent(
  { name, version, install, installedAs }: AgentRow,
  cache: string,
): Promise<Installed> {
  const folder = join(cache, `${installedAs ?? name}-${version}`)
  const installer = install(folder, cache)
  if (installer.missing !== undefined) return { kind: 'unavailable', why: installer.missing }
  const marker = join(folder, '.installed')
  const wanted = JSON.stringify(installer.steps)
  if (installer.isKept && readMarker(marker) === wanted) return { kind: 'installed', folder }
  mkdirSync(folder, { recursive: true })
  const why = await runSteps(installer, folder)
  if (why !== undefined) return { kind: 'unavailable', why }
  writeFileSync(marker, wanted)
  return { kind: 'installed', folder }
}

/** Written when all steps are done, so that what was cut off is installed again. */
function readMarker(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Why a step failed, in the words of its tool; undefined where all are done. */
async function runSteps({ needs, steps, env }: Installer, folder: string): Promise<string | undefined> {
  const options = { cwd: folder, env: { ...process.env, ...env }, timeoutMs: STEP_TIMEOUT_MS, niceness: 10 }
  for (const step of [needs, ...steps]) {
    const ended = await runCommand(step, options)
    if (succeeded(ended)) continue
    if (step === needs) return `it needs ${needs[0]}`
    return ended.how === 'timed-out' ? `${step[0]} found no end` : lastLine(ended.stderr || ended.stdout)
  }
  return undefined
}

const STEP_TIMEOUT_MS = 1_200_000

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
