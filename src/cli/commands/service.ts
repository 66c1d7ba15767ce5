import { rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { loadSettings } from '../../settings/load-settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { shortPath } from '../connect/agent-path.ts'
import { undoAgent } from '../connect/undo-agent.ts'
import { paintFor, printLines, printNotes } from '../print.ts'
import { systemdUnit } from '../service/systemd-unit.ts'
import { unseenVariables } from '../service/unseen-variables.ts'
import { writeUnit } from '../service/write-unit.ts'

const NAME = 'bedrock-profile-proxy'

/**
 * Prints a unit that runs the proxy as a service of the user's, or writes it to where systemd finds it, or takes it away.
 * @throws SettingsError, and Error where the file cannot be changed or the program is not there to stay
 */
export async function service(invocation: Invocation): Promise<number> {
  const { context, switches } = invocation
  checkUsage(switches)
  const folder = configFolder(context)
  const path = join(folder, 'systemd', 'user', `${NAME}.service`)
  if (switches.has('undo')) return undo(path, invocation)
  const environmentFile = join(folder, NAME, 'environment')
  const unit = await unitOf(invocation, environmentFile)
  if (switches.has('json')) printLines(context.stdout, [JSON.stringify({ path, unit, environmentFile }, null, 2)])
  else if (switches.has('write')) await write(path, unit, invocation)
  else
    printLines(context.stdout, [`# in ${shortPath(path, context.homeDir)}, where --write puts it`, '', unit.trimEnd()])
  printNotes(context, await notesFor(environmentFile, context))
  return EXIT.ok
}

function checkUsage(switches: ReadonlySet<string>): void {
  const [writes, undoes] = [switches.has('write'), switches.has('undo')]
  const misuses: readonly [isMisuse: boolean, problem: string][] = [
    [writes && undoes, '--undo: cannot stand beside --write'],
    [switches.has('force') && !writes && !undoes, '--force: goes with --write or --undo'],
    [switches.has('json') && (writes || undoes), '--json: prints the unit, and cannot stand beside --write or --undo'],
  ]
  const problems = misuses.filter(([isMisuse]) => isMisuse).map(([, problem]) => problem)
  if (problems.length > 0) throw new SettingsError(problems)
}

/** XDG Base Directory Specification, which systemd follows as well. */
function configFolder({ env: { XDG_CONFIG_HOME }, homeDir }: CliContext): string {
  return XDG_CONFIG_HOME && isAbsolute(XDG_CONFIG_HOME) ? XDG_CONFIG_HOME : join(homeDir, '.config')
}

/** The settings are read as the service will read them: it is started in the home folder. */
async function unitOf({ context, flags: given }: Invocation, environmentFile: string): Promise<string> {
  const { cwd, env, homeDir, ownProcess } = context
  const flags = given.config === undefined ? given : { ...given, config: resolve(cwd, given.config) }
  const { settings } = await loadSettings({ flags, env, cwd: homeDir, homeDir, isTerminal: false })
  const stopSeconds = Math.ceil((settings.drainDelayMs + settings.drainTimeoutMs) / 1000) + 5
  return systemdUnit({ program: ownProcess.program, flags, environmentFile, stopSeconds })
}

async function write(path: string, unit: string, { context, switches }: Invocation): Promise<void> {
  const { stdout, env, homeDir, ownCommand, ownProcess } = context
  if (ownProcess.program[1].includes('/_npx/')) {
    throw new Error('npx keeps this program in a cache that it empties. Install it first, with npm install --global.')
  }
  const show = (lines: readonly string[]) => printLines(stdout, lines)
  const written = await writeUnit(path, unit, switches.has('force'), { show, paint: paintFor(stdout, env) })
  const file = shortPath(path, homeDir)
  if (written.kind === 'unchanged') return show([`${file} says all of this already.`, ...NEXT])
  const kept = [written.kind === 'changed' && `the original is ${shortPath(written.backup, homeDir)}`]
  const edited = written.edited && `the edited one is kept as ${shortPath(written.edited, homeDir)}`
  show([
    `Wrote ${[file, ...[...kept, edited].filter((part) => typeof part === 'string')].join('; ')}.`,
    `To undo: ${ownCommand()} service --undo`,
    ...NEXT,
  ])
}

const NO_SYSTEMD =
  'This system has no systemd to start the unit. Let its own services start serve: launchd on macOS, the task scheduler on Windows.'

const NEXT = [
  '',
  '# start it now, and whenever you log in',
  'systemctl --user daemon-reload',
  `systemctl --user enable --now ${NAME}`,
  '# also while you are not logged in',
  'loginctl enable-linger',
  '# its log',
  `journalctl --user --unit ${NAME} --follow`,
]

async function undo(path: string, { context, switches }: Invocation): Promise<number> {
  const { stdout, homeDir } = context
  const { kind, edited } = await undoAgent(path, switches.has('force'), 'service')
  // What `systemctl enable` made leads nowhere then.
  if (kind === 'removed') await rm(join(dirname(path), 'default.target.wants', `${NAME}.service`), { force: true })
  const file = shortPath(path, homeDir)
  printLines(stdout, [
    kind === 'restored' ? `Put ${file} back to what it was.` : `Removed ${file}.`,
    ...(edited === undefined ? [] : [`The edited file is kept as ${shortPath(edited, homeDir)}.`]),
    '',
    '# end what still runs',
    `systemctl --user stop ${NAME}`,
    'systemctl --user daemon-reload',
  ])
  return EXIT.ok
}

async function notesFor(environmentFile: string, { env, homeDir, ownProcess }: CliContext): Promise<string[]> {
  const file = shortPath(environmentFile, homeDir)
  const unseen = unseenVariables(env)
  const mode = await stat(environmentFile).then(
    (found) => found.mode,
    () => 0,
  )
  return [
    ...(ownProcess.platform === 'linux' ? [] : [NO_SYSTEMD]),
    ...(unseen.length === 0
      ? []
      : [`The service does not see ${unseen.join(', ')} of this shell. What it needs goes into ${file}.`]),
    ...((mode & 0o077) === 0 ? [] : [`Others can read ${file}: chmod 600 ${file}`]),
  ]
}
