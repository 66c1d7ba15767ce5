import { SETTING_NAMES, SETTINGS_TABLE } from '../../settings/settings-table.ts'

/** The first line of a unit that was made here. */
export const MADE_BY = '# Made by bedrock-profile-proxy service --write; service --undo takes it away.'

/** What a unit is made of. No secret is among it. */
export type UnitFacts = {
  /** Node and the script, as absolute paths. */
  readonly program: readonly [node: string, script: string]
  /** Flags of `serve`, by file key, and `config`. */
  readonly flags: Readonly<Record<string, string>>
  /** A file of NAME=value lines, which may be missing. */
  readonly environmentFile: string
  /** How long the proxy may take to end. */
  readonly stopSeconds: number
}

/**
 * A unit for the systemd of a user. Its confinement is what a user's manager can do on every machine: what makes namespaces
 * needs a kernel that lets users make them, and what drops capabilities needs root (systemd.exec(5)).
 * @throws Error for the path of an environment file that no unit can hold
 */
export function systemdUnit({ program, flags, environmentFile, stopSeconds }: UnitFacts): string {
  return `${MADE_BY}
[Unit]
Description=bedrock-profile-proxy, a local proxy for Amazon Bedrock
StartLimitIntervalSec=60
StartLimitBurst=5

[Service]
Type=exec
ExecStart=${[...program, 'serve', ...flagWords(flags)].map(unitWord).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
# Lines of NAME=value, readable by you alone: AWS_PROFILE, AWS_REGION, BEDROCK_PROXY_CLIENT_TOKEN, HTTPS_PROXY …
EnvironmentFile=-${pathOfLine(environmentFile)}
Restart=on-failure
RestartSec=2
# Wrong settings stay wrong.
RestartPreventExitStatus=2
TimeoutStopSec=${stopSeconds}
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
SystemCallArchitectures=native
# What Node calls (seen by strace), and keys for the memory of its compiler.
SystemCallFilter=@system-service @pkey
SystemCallErrorNumber=EPERM

[Install]
WantedBy=default.target
`
}

/** Each setting by its own flag, in the table's order. */
function flagWords(flags: Readonly<Record<string, string>>): string[] {
  const rows = SETTING_NAMES.map((name) => SETTINGS_TABLE[name])
  const known = rows.flatMap(({ key, placeholder }) => {
    const value = flags[key]
    if (value === undefined) return []
    return placeholder === undefined ? [`--${key}`] : [`--${key}=${value}`]
  })
  return flags.config === undefined ? known : [`--config=${flags.config}`, ...known]
}

/** A word of a command line: quotes and backslashes as in C, `$` and `%` doubled (systemd.service(5), "Command lines"). */
function unitWord(word: string): string {
  const safe = specifierFree(word).replaceAll('$', '$$$$')
  return /^[\w@%+=:,./$-]+$/.test(safe) ? safe : `"${safe.replace(/["\\]/g, '\\$&').replace(CONTROLS, inHex)}"`
}

/** A line break would begin a setting of its own. */
const CONTROLS = /\p{Cc}/gu

function inHex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
}

/** The rest of the line is the path: nothing can be quoted in it. */
function pathOfLine(path: string): string {
  if (path.search(CONTROLS) >= 0) throw new Error(`${JSON.stringify(path)} has a character that no unit can name.`)
  return specifierFree(path)
}

function specifierFree(text: string): string {
  return text.replaceAll('%', '%%')
}
