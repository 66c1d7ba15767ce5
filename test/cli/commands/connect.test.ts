import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { derivedKeyPair } from '../../../src/aws/derived-key-pair.ts'
import type { AgentReport } from '../../../src/cli/connect/agent-report.ts'
import { AGENTS } from '../../../src/cli/connect/agent-table.ts'
import { startPair } from '../../fixtures/start-pair.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { BROKEN_TEXTS, EXISTING_FILES } from '../connect/existing-files.ts'
import { PARSERS } from '../connect/parse-independently.ts'
import { type Finished, runCommand } from '../run-command.ts'

const TOKEN = "it's-a-s3cret"
/** Nobody listens there, whatever else runs on this machine. */
const UNHEARD = ['--region', 'eu-central-1', '--port', '1']
const NOTHING_LISTENS = 'note: Nothing listens at http://127.0.0.1:1 yet; the lines are for when the proxy does.\n'
const ENV = { BEDROCK_PROXY_DISCOVERY: 'off', BEDROCK_PROXY_CLIENT_TOKEN: TOKEN }
const WITH_FILE = AGENTS.flatMap(({ name, file }) => (file ? [{ name, file }] : []))

function connect(homeDir: string, ...argv: string[]): Promise<Finished> {
  return runCommand(['connect', ...argv], { homeDir, env: ENV })
}

/** Where an agent's file is, below the home folder. */
function pathOf(paths: readonly string[]): string {
  return paths.at(-1)?.slice('~/'.length) ?? ''
}

async function reportOf(name: string): Promise<AgentReport> {
  const { exitCode, stdout } = await connect(temporaryFolder(), name, ...UNHEARD, '--json')
  expect(exitCode).toBe(0)
  return JSON.parse(stdout)
}

describe('the lines', () => {
  it.each(AGENTS)('for $name carry URL, Region and token, and a foundation model ID as it stands', async ({ name }) => {
    const { exitCode, stdout, stderr } = await connect(temporaryFolder(), name, ...UNHEARD)
    expect([exitCode, stderr]).toEqual([0, NOTHING_LISTENS])
    expect(stdout).toContain('http://127.0.0.1:1')
    expect(stdout).toContain('eu-central-1')
    const plain = stdout.replaceAll("'\\''", "'")
    expect([TOKEN, derivedKeyPair(TOKEN).secretAccessKey].some((secret) => plain.includes(secret))).toBe(true)
    expect(stdout).toMatch(/\b(anthropic\.claude|openai\.gpt)-/)
    expect(stdout).not.toMatch(/\b(eu|us|global)\.anthropic\./)
  })

  it.each(AGENTS)('for $name have something for every way of the row', async ({ name, env, file, code, steps }) => {
    const found = await reportOf(name)
    const ways = [found.env !== null, found.file !== null, found.code.length, found.steps.length > 0]
    expect(ways).toEqual([env !== undefined, file !== undefined, code?.length ?? 0, steps !== undefined])
  })

  it.each(AGENTS.filter(({ env, file }) => env ?? file?.env))(
    'for $name set variables as a shell does, NO_PROXY among them',
    async ({ name }) => {
      const { stdout } = await connect(temporaryFolder(), name, ...UNHEARD)
      const lines = stdout.split('\n').filter((line) => line.startsWith('export '))
      const printed = execFileSync('sh', ['-c', `${lines.join('\n')}\nenv`], { env: {}, encoding: 'utf8' })
      const { env, file } = await reportOf(name)
      const wanted = Object.entries({ ...file?.env, ...env })
      expect(wanted.filter(([variable, value]) => !printed.includes(`${variable}=${value}\n`))).toEqual([])
      expect(printed).toContain('NO_PROXY=127.0.0.1,localhost\n')
    },
  )

  it.each(WITH_FILE)('for $name are a file that its format can be read from', async ({ name, file }) => {
    const { file: found } = await reportOf(name)
    const content = JSON.stringify(await PARSERS[file.format](`${found?.text}\n`))
    expect(content).toContain('http://127.0.0.1:1')
  })

  it.each(AGENTS.filter(({ code }) => code))('for $name are programs without a syntax error', async ({ name }) => {
    for (const { language, text } of (await reportOf(name)).code) {
      expect(CHECKS).toHaveProperty(language)
      expect(() => CHECKS[language]?.(text)).not.toThrow()
    }
  })
})

describe('a client that may refuse bearer tokens over http', () => {
  const { accessKeyId, secretAccessKey } = derivedKeyPair(TOKEN)
  const NAMES = ['aws-sdk', 'aws-sdk-go', 'boto3', 'strands', 'langchain', 'anthropic-sdk', 'litellm', 'aider']

  it.each(NAMES)('%s gets the key pair of the token', async (name) => {
    const { env } = await reportOf(name)
    expect(env).toMatchObject({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })
    expect(env).not.toHaveProperty('AWS_BEARER_TOKEN_BEDROCK')
  })

  it.each(NAMES)('%s gets any keys where no token is asked for, and no bearer token', async (name) => {
    const env = { BEDROCK_PROXY_DISCOVERY: 'off' }
    const { stdout } = await runCommand(['connect', name, ...UNHEARD], { homeDir: temporaryFolder(), env })
    expect(stdout).toMatch(/^export AWS_ACCESS_KEY_ID=local\nexport AWS_SECRET_ACCESS_KEY=local$/m)
    expect(stdout).toContain('unset AWS_BEARER_TOKEN_BEDROCK')
    expect(stdout).not.toMatch(/^export AWS_BEARER_TOKEN_BEDROCK/m)
  })
})

it.each([
  ['claude', 'Claude Code'],
  ['aider', 'aider'],
  ['openhands', 'OpenHands'],
])('%s is a name of %s', async (name, title) => {
  const { exitCode, stdout } = await connect(temporaryFolder(), name, ...UNHEARD)
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`# ${title} (`)])
})

describe('the shell', () => {
  it.each([
    [{ SHELL: '/usr/bin/fish' }, [], 'set -gx AWS_REGION eu-central-1'],
    [{}, ['--shell', 'powershell'], "$env:AWS_REGION = 'eu-central-1'"],
    [{ SHELL: '/usr/bin/fish' }, ['--shell', 'sh'], 'export AWS_REGION=eu-central-1'],
  ])('by %j and %j makes the lines', async (env, argv, line) => {
    const given = { homeDir: temporaryFolder(), env: { ...ENV, ...env } }
    const { stdout } = await runCommand(['connect', 'pi', ...UNHEARD, ...argv], given)
    expect(stdout.split('\n')).toContain(line)
  })
})

it('on a unix socket Claude Code gets the lines for it, and another agent a sentence', async () => {
  const home = temporaryFolder()
  const socket = join(home, 'proxy.sock')
  const { stdout } = await connect(home, 'claude', '--region', 'eu-central-1', '--socket', socket)
  expect(stdout).toContain(`export ANTHROPIC_UNIX_SOCKET=${socket}\nexport ANTHROPIC_BASE_URL=http://localhost\n`)
  const { exitCode, stderr } = await connect(home, 'zed', '--region', 'eu-central-1', '--socket', socket)
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Zed cannot reach a unix socket')])
})

it('beside a proxy that runs in another Region, --write writes that Region', async () => {
  const { proxy } = await startPair({ region: 'eu-central-1' })
  const home = temporaryFolder()
  const env = { ...ENV, AWS_REGION: 'us-east-1' }
  await runCommand(['connect', 'opencode', '--port', new URL(proxy.url).port, '--write'], { homeDir: home, env })
  const written = readFileSync(join(home, '.config/opencode/opencode.json'), 'utf8')
  expect([written.includes('"eu-central-1"'), written.includes('us-east-1')]).toEqual([true, false])
})

describe('--new-token', () => {
  const env = { BEDROCK_PROXY_DISCOVERY: 'off' }
  const make = (...argv: string[]) => runCommand(['connect', ...argv], { homeDir: temporaryFolder(), env })

  it('makes a token, for the agent and for the proxy alike, and another one each time', async () => {
    const runs = await Promise.all([1, 2].map(() => make('claude-code', ...UNHEARD, '--new-token', '--json')))
    const reports: AgentReport[] = runs.map(({ stdout }) => JSON.parse(stdout))
    const tokens = reports.flatMap(({ proxyEnv }) => Object.values(proxyEnv ?? {}))
    expect(new Set(tokens).size).toBe(reports.length)
    for (const [index, token] of tokens.entries()) {
      expect(token).toMatch(/^[0-9a-f]{48}$/)
      expect(Object.values(reports[index]?.env ?? {})).toContain(token)
    }
  })

  it('says how to start the proxy, when it prints and when it writes', async () => {
    for (const argv of [[], ['--write']]) {
      const { stdout } = await make('claude-code', ...UNHEARD, '--new-token', ...argv)
      const [, token = 'none'] = /^export BEDROCK_PROXY_CLIENT_TOKEN=([0-9a-f]{48})$/m.exec(stdout) ?? []
      expect(stdout.split(token).length).toBeGreaterThan(2)
    }
  })

  it.each([
    [['claude-code', '--client-token', 'mine', '--new-token'], 'hold a client token already'],
    [['--new-token'], 'goes with an AGENT'],
    [['claude-code', '--undo', '--new-token'], 'not with --undo'],
  ])('%j is refused', async (argv, reason) => {
    const { exitCode, stderr } = await make(...argv, ...(argv.includes('--undo') ? [] : UNHEARD))
    expect(exitCode).toBe(2)
    expect(stderr).toContain(reason)
  })
})

const CHECKS: Readonly<Record<string, (text: string) => unknown>> = {
  typescript: (text) => transformSync(text, { loader: 'ts', format: 'esm' }),
  yaml: (text) => parseYaml(text),
  python: (text) => execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text }),
}

it('lines that are all variables can be read by a shell as they are printed', async () => {
  const { stdout } = await runCommand(['connect', 'anthropic-sdk', ...UNHEARD])
  const environment = stdout.slice(0, stdout.indexOf('# or in a program'))
  expect(() => execFileSync('sh', ['-n'], { input: environment })).not.toThrow()
})

describe.each(WITH_FILE)('--write for $name', ({ name, file }) => {
  const path = pathOf(file.paths)
  const { text = '', gives = [] } = EXISTING_FILES[name] ?? {}

  it('merges into a file that is there: shows the difference, and leaves every other line', async () => {
    const home = temporaryFolder({ [path]: text })
    const { exitCode, stdout, stderr } = await connect(home, name, ...UNHEARD, '--write')
    expect([exitCode, stderr]).toEqual([0, NOTHING_LISTENS])
    expect(stdout).toMatch(/^--- .*\n\+\+\+ .*\n@@/)
    const after = readFileSync(join(home, path), 'utf8')
    const gone = foreignLines(text).filter((line) => !after.includes(line))
    expect(gone).toEqual(foreignLines(text).filter((line) => gives.some((given) => given.includes(line))))
    expect(JSON.stringify(await PARSERS[file.format](after))).toContain('http://127.0.0.1:1')
    expect(await PARSERS[file.format](after)).toMatchObject(withoutGiven(await PARSERS[file.format](text), gives))
  })

  it('changes nothing the second time, and --undo brings back every byte', async () => {
    const home = temporaryFolder({ [path]: text })
    await connect(home, name, ...UNHEARD, '--write')
    const written = readFileSync(join(home, path), 'utf8')
    const again = await connect(home, name, ...UNHEARD, '--write')
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('says all of this already') })
    expect(readFileSync(join(home, path), 'utf8')).toBe(written)
    expect(await connect(home, name, '--undo')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readFileSync(join(home, path), 'utf8')).toBe(text)
    expect(readdirSync(dirname(join(home, path)))).toHaveLength(1)
  })

  it('makes a file that is not there, for its owner alone, and --undo removes it', async () => {
    const home = temporaryFolder()
    expect(await connect(home, name, ...UNHEARD, '--write')).toMatchObject({ exitCode: 0, stderr: NOTHING_LISTENS })
    expect(statSync(join(home, path)).mode & 0o777).toBe(0o600)
    expect(await connect(home, name, '--undo')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readdirSync(home)).toEqual([])
  })

  it('refuses a broken file, says where it is broken, and writes nothing', async () => {
    const broken = BROKEN_TEXTS[file.format] ?? ''
    const home = temporaryFolder({ [path]: broken })
    const { exitCode, stdout, stderr } = await connect(home, name, ...UNHEARD, '--write')
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: .* is left as it is: not valid .* at line \d\. /)
    expect(readFileSync(join(home, path), 'utf8')).toBe(broken)
    expect(readdirSync(dirname(join(home, path)))).toHaveLength(1)
  })
})

/** What a line says, without what depends on the lines around it. */
function foreignLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/[,{[]*$/, ''))
    .filter((line) => !/^[}\]{[]*,?$/.test(line))
}

/** The old content, as far as it is not given up: top-level keys that lines in `gives` name are left out. */
function withoutGiven(content: unknown, gives: readonly string[]): object {
  const parts = Object.entries(content as Record<string, unknown>)
  return Object.fromEntries(
    parts.flatMap(([key, value]): [string, unknown][] => {
      if (gives.some((line) => line.startsWith(`"${key}"`) || line.startsWith(key))) return []
      if (Array.isArray(value)) return [[key, expect.arrayContaining(value)]]
      return [[key, typeof value === 'object' && value !== null ? withoutGiven(value, gives) : value]]
    }),
  )
}

describe('--write', () => {
  const SETTINGS = '.claude/settings.json'
  const write = (home: string, ...argv: string[]) => connect(home, 'claude-code', ...UNHEARD, '--write', ...argv)
  const undo = (home: string, ...argv: string[]) => connect(home, 'claude-code', '--undo', ...argv)

  it('keeps the first original when it writes other lines later', async () => {
    const home = temporaryFolder({ [SETTINGS]: '{"theme":"dark"}' })
    await write(home)
    await write(home, '--url', 'http://127.0.0.1:7000')
    expect(readFileSync(join(home, SETTINGS), 'utf8')).toContain('7000')
    expect(readFileSync(join(home, `${SETTINGS}.bedrock-profile-proxy.bak`), 'utf8')).toBe('{"theme":"dark"}')
    expect((await undo(home)).exitCode).toBe(0)
    expect(readFileSync(join(home, SETTINGS), 'utf8')).toBe('{"theme":"dark"}')
  })

  it('keeps permissions, and writes through a link', async () => {
    const home = temporaryFolder({ 'dotfiles/claude.json': '{}', '.claude/other': '' })
    const real = join(home, 'dotfiles/claude.json')
    writeFileSync(real, '{"theme":"dark"}', { mode: 0o640 })
    execFileSync('chmod', ['640', real])
    symlinkSync(real, join(home, SETTINGS))
    expect((await write(home)).exitCode).toBe(0)
    expect(lstatSync(join(home, SETTINGS)).isSymbolicLink()).toBe(true)
    expect([readFileSync(real, 'utf8').includes('ANTHROPIC_MODEL'), statSync(real).mode & 0o777]).toEqual([true, 0o640])
    await undo(home)
    expect([readFileSync(real, 'utf8'), statSync(real).mode & 0o777]).toEqual(['{"theme":"dark"}', 0o640])
  })

  it('refuses a link that leads nowhere', async () => {
    const home = temporaryFolder({ '.claude/other': '' })
    symlinkSync(join(home, 'gone.json'), join(home, SETTINGS))
    const { exitCode, stderr } = await write(home)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is a link to a file that is not there')])
  })

  it('finds the file where the agent’s own variable, or XDG_CONFIG_HOME, says', async () => {
    const home = temporaryFolder()
    const env = { ...ENV, CODEX_HOME: join(home, 'elsewhere'), XDG_CONFIG_HOME: join(home, 'xdg') }
    await runCommand(['connect', 'codex', ...UNHEARD, '--write'], { homeDir: home, env })
    await runCommand(['connect', 'zed', ...UNHEARD, '--write'], { homeDir: home, env })
    expect(existsSync(join(home, 'elsewhere/config.toml'))).toBe(true)
    expect(existsSync(join(home, 'xdg/zed/settings.json'))).toBe(true)
  })

  it('takes the file under its other name where the agent has that one', async () => {
    const home = temporaryFolder({ '.config/opencode/opencode.jsonc': '// mine\n{}\n' })
    await connect(home, 'opencode', ...UNHEARD, '--write')
    expect(readFileSync(join(home, '.config/opencode/opencode.jsonc'), 'utf8')).toMatch(
      /^\/\/ mine\n\{[\s\S]*bedrock-local/,
    )
    expect(existsSync(join(home, '.config/opencode/opencode.json'))).toBe(false)
  })

  it.each(AGENTS.filter(({ file }) => !file))(
    'for $name says that there is no file, prints the lines, and ends with 1',
    async ({ name }) => {
      const { exitCode, stdout, stderr } = await connect(temporaryFolder(), name, ...UNHEARD, '--write')
      expect([exitCode, stdout]).toEqual([1, expect.stringContaining('http://127.0.0.1:1')])
      expect(stderr).toMatch(/^error: .* has no settings file .* Nothing was written/)
    },
  )

  it('where it could not write, says why before it shows anything', async () => {
    const home = temporaryFolder({ '.claude': 'a file' })
    const { exitCode, stdout, stderr } = await write(home)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: .*settings\.json cannot be read \(ENOTDIR\)\.\n$/)
  })

  it('tells the variables that must be set beside the file', async () => {
    const { stdout } = await connect(temporaryFolder(), 'codex', ...UNHEARD, '--write')
    expect(stdout).toMatch(/^export AWS_BEARER_TOKEN_BEDROCK=/m)
  })
})

describe('--undo', () => {
  const SETTINGS = '.claude/settings.json'
  const EDITED = `${SETTINGS}.bedrock-profile-proxy.edited`

  async function writtenAndEdited(): Promise<{ home: string; edited: string }> {
    const home = temporaryFolder({ [SETTINGS]: '{"theme":"dark"}' })
    await connect(home, 'claude-code', ...UNHEARD, '--write')
    const edited = readFileSync(join(home, SETTINGS), 'utf8').replace('dark', 'light')
    writeFileSync(join(home, SETTINGS), edited)
    return { home, edited }
  }

  it('refuses where there is no backup', async () => {
    const { exitCode, stderr } = await connect(temporaryFolder(), 'claude-code', '--undo')
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: There is nothing to undo: .*settings\.json\.\n$/),
    ])
  })

  it('refuses a file that was edited since, and leaves it', async () => {
    const { home, edited } = await writtenAndEdited()
    const { exitCode, stderr } = await connect(home, 'claude-code', '--undo')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('was edited after connect wrote it')])
    expect(readFileSync(join(home, SETTINGS), 'utf8')).toBe(edited)
  })

  it('refuses it as well where connect wrote again after the edit', async () => {
    const { home } = await writtenAndEdited()
    await connect(home, 'claude-code', '--region', 'eu-west-1', '--port', '1', '--write')
    expect((await connect(home, 'claude-code', '--undo')).exitCode).toBe(1)
  })

  it('with --force puts the original back and keeps the edited file, but not over an earlier one', async () => {
    const { home, edited } = await writtenAndEdited()
    const { exitCode, stdout } = await connect(home, 'claude-code', '--undo', '--force')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`kept as ~/${EDITED}`)])
    expect(readFileSync(join(home, SETTINGS), 'utf8')).toBe('{"theme":"dark"}')
    expect(readFileSync(join(home, EDITED), 'utf8')).toBe(edited)

    await connect(home, 'claude-code', ...UNHEARD, '--write')
    writeFileSync(join(home, SETTINGS), '{"mine":1}')
    expect((await connect(home, 'claude-code', '--undo', '--force')).exitCode).toBe(1)
    expect(readFileSync(join(home, EDITED), 'utf8')).toBe(edited)
    expect(readFileSync(join(home, SETTINGS), 'utf8')).toBe('{"mine":1}')
  })

  it('for an agent without a file has nothing to undo', async () => {
    const { exitCode, stderr } = await connect(temporaryFolder(), 'roo', '--undo')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('There is nothing to undo')])
  })
})

describe('the list', () => {
  it('shows every agent, which are here, and where their settings are', async () => {
    const homeDir = temporaryFolder({
      '.config/zed/settings.json': '{}',
      'bin/crush': '',
      '.vscode/extensions/rooveterinaryinc.roo-cline-3.1.0/x': '',
    })
    const { exitCode, stdout } = await runCommand(['connect'], { homeDir, env: { PATH: join(homeDir, 'bin') } })
    expect(exitCode).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(AGENTS.length + 1)
    expect(stdout).toMatch(/^zed +Zed +installed +from source +~\/\.config\/zed\/settings\.json$/m)
    expect(stdout).toMatch(/^crush +Crush +installed +/m)
    expect(stdout).toMatch(/^roo +Roo Code +installed +from source +its own settings$/m)
    expect(stdout).toMatch(/^claude-code +Claude Code +not found +verified +/m)
    expect(stdout).toMatch(/^boto3 +boto3 +unknown +/m)
  })

  it('as JSON is an array with the same facts', async () => {
    const homeDir = temporaryFolder({ '.codex/config.toml': '' })
    const { stdout } = await runCommand(['connect', '--json'], { homeDir, env: {} })
    const listed: { name: string }[] = JSON.parse(stdout)
    expect(listed.map(({ name }) => name)).toEqual(AGENTS.map(({ name }) => name))
    expect(listed).toContainEqual({
      name: 'codex',
      title: 'OpenAI Codex CLI',
      installed: 'installed',
      evidence: 'verified',
      version: expect.any(String),
      settingsIn: '~/.codex/config.toml',
      file: join(homeDir, '.codex/config.toml'),
    })
  })
})

describe('options', () => {
  it('--url, --model and --small-model stand in the place of what was worked out', async () => {
    const argv = [
      'connect',
      'opencode',
      '--url',
      'https://proxy.example/eu/',
      '--model',
      'a.large',
      '--small-model',
      'a.small',
      '--json',
    ]
    const report: AgentReport = JSON.parse((await runCommand(argv)).stdout)
    expect(report).toMatchObject({ url: 'https://proxy.example/eu', model: 'a.large', smallModel: 'a.small' })
    expect(report.file?.text).toContain('"model": "bedrock-local/a.large"')
  })

  it('without a client token the word is local', async () => {
    const { stdout } = await runCommand(['connect', 'pi', ...UNHEARD])
    expect(stdout).toContain('AWS_BEARER_TOKEN_BEDROCK=local')
  })

  it.each([
    [['clade-code'], 'there is no agent clade-code, did you mean claude-code?'],
    [['--write'], '--write: name the AGENT'],
    [['zed', '--write', '--undo'], '--undo: cannot stand beside --write'],
    [['zed', '--shell', 'tcsh'], '--shell: must be one of sh, fish, powershell'],
    [['zed', '--force'], '--force: goes with --undo'],
    [['zed', '--json', '--write'], '--json: prints the lines, and cannot stand beside --write or --undo'],
    [['zed', '--url', 'ftp://x'], '--url: must be the URL of this proxy, such as http://127.0.0.1:8223'],
    [['zed', '--port', '0'], '--port: 0 is any free port; give the URL that serve printed with --url'],
  ])('%j is wrong usage', async (argv, line) => {
    const { exitCode, stdout, stderr } = await runCommand([
      'connect',
      ...argv,
      ...(argv.length > 1 ? ['--region', 'eu-central-1'] : []),
    ])
    expect([exitCode, stdout, stderr]).toEqual([2, '', `error: ${line}\n`])
  })

  it('where the Region reaches no model of the agent’s family, says so', async () => {
    const { exitCode, stderr } = await runCommand(['connect', 'codex', ...UNHEARD, '--routing', 'geo-only'])
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: No large model that OpenAI Codex CLI can use is reachable/),
    ])
  })
})
