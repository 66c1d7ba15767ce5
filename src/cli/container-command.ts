import { readFile } from 'node:fs/promises'
import { FLAG_NAMES, SETTINGS_TABLE } from '../settings/settings-table.ts'

/** How files of the process table are read; Linux's own unless told. */
export type ReadText = (path: string) => Promise<string>

/**
 * The flags of the proxy that this container was started for, by file key. A probe runs beside it in the same container, with
 * its environment and files, but `serve --port 9000` stands on no other process's command line. Where an init was put before
 * it, that has the whole command line. Empty outside of a container.
 */
export async function flagsOfContainer(
  readText: ReadText = (path) => readFile(path, 'utf8'),
): Promise<Record<string, string>> {
  const text = await readText('/proc/1/cmdline').catch(() => '')
  const command = text.split('\0')
  return runsProxy(command) ? flagsIn(command) : {}
}

/** By the script that Node runs: the bundle of the image, or the bin of an installed package. */
function runsProxy(command: readonly string[]): boolean {
  return command.some((argument) => /(?:^|\/)(?:dist\/main\.js|bedrock-profile-proxy)$/.test(argument))
}

/** The command line was understood when the proxy started, so no mistake has to be looked for. */
function flagsIn(command: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {}
  command.forEach((argument, place) => {
    const [, key = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argument) ?? []
    if (VALUED.includes(key)) flags[key] = inline ?? command[place + 1] ?? ''
  })
  return flags
}

const VALUED = [
  'config',
  ...FLAG_NAMES.map((name) => SETTINGS_TABLE[name]).flatMap(({ key, placeholder, bare }) =>
    placeholder && !bare ? [key] : [],
  ),
]
