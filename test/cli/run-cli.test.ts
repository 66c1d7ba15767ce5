import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { SETTING_GROUPS } from '../../src/settings/settings-table.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { runCommand } from './run-command.ts'

describe('help', () => {
  it('of the program names the commands, where to start, and the order of settings', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['--help'])
    expect([exitCode, stderr]).toEqual([0, ''])
    for (const text of ['serve', 'resolve', 'models', 'connect', 'demo', 'Start here', 'Exit codes'])
      expect(stdout).toContain(text)
    expect(stdout).toMatch(/from its flag, else its environment variable, else the settings file/)
  })

  it.each([['-h'], ['help'], ['--help', 'serve'], ['-h', '--nonsense']])(
    'of the program is the same for %s %s',
    async (...argv) => {
      expect(await runCommand(argv)).toEqual(await runCommand(['--help']))
    },
  )

  it.each(['serve', 'resolve', 'models', 'connect', 'demo'])('of %s has examples', async (command) => {
    const { exitCode, stdout } = await runCommand([command, '--help'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(new RegExp(`Examples:\n  node dist/main.js ${command}`))
  })

  it('of serve has the settings in their groups', async () => {
    const { stdout } = await runCommand(['serve', '--help'])
    const headings = stdout.match(/^\S.*:$/gm)
    expect(headings).toEqual(['Options:', ...SETTING_GROUPS.map(({ title }) => `${title}:`), 'Examples:'])
    expect(stdout).toMatch(/\nAmazon Bedrock:\n {2}--region <REGION> /)
  })

  it.each([60, 80])('fits a terminal of %i columns', async (columns) => {
    for (const argv of [['--help'], ['serve', '--help'], ['help', 'models'], ['help', 'routing']]) {
      const stdout = Object.assign(new PassThrough(), { isTTY: true, columns })
      await runCommand(argv, { stdout })
      const [help = ''] = stdout.read().toString().split('\nExamples:')
      const lines: string[] = help.split('\n')
      expect(lines.filter((line) => line.length > columns && line.trim().includes('  '))).toEqual([])
      expect(lines.filter((line) => line.length > columns && !line.includes('.yaml') && !/^Usage/.test(line))).toEqual(
        [],
      )
    }
  })

  it('of a topic is that of a command or a setting', async () => {
    expect((await runCommand(['help', 'resolve'])).stdout).toBe((await runCommand(['resolve', '--help'])).stdout)
    expect((await runCommand(['help', '--routing'])).stdout).toMatch(
      /^How far a request may travel.*\nFlag +--routing/s,
    )
    expect((await runCommand(['help'])).stdout).toBe((await runCommand(['--help'])).stdout)
  })

  it('of a setting names its default and its variables', async () => {
    const { stdout } = await runCommand(['serve', '--help'])
    expect(stdout).toMatch(/--port <PORT> .*Default: 8223\.\s+\[BEDROCK_PROXY_PORT\]/)
  })
})

it.each([[['--version']], [['-V']], [['--version', 'serve']], [['--help', '--version']]])(
  'prints the version of the package for %j',
  async (argv) => {
    const { exitCode, stdout } = await runCommand(argv)
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  },
)

describe('wrong usage ends with 2 and one line', () => {
  const EXCESS_REMEDY = 'Write a list without spaces (a,b), and put quotes around what has some.'

  it.each([
    [['--prot', '1'], "error: unknown option '--prot' (Did you mean --port?)"],
    [['constructor'], "error: unknown command 'constructor'"],
    [['reslove', 'x'], "error: unknown command 'reslove' (Did you mean resolve?)"],
    [['resolve'], "error: missing required argument 'MODEL'"],
    [['models', 'x', 'y'], `error: too many arguments for models: 2 where it takes 1. ${EXCESS_REMEDY}`],
    [
      ['--client-token', 'a=x,', 'b=secret'],
      `error: too many arguments for serve: 1 where it takes none. ${EXCESS_REMEDY}`,
    ],
    [
      ['--region', 'eu-central-1', 'resolve', 'x'],
      'error: a command comes before its flags: node dist/main.js resolve …',
    ],
    [['demo', '--port', '1'], "error: unknown option '--port'"],
    [['help', 'serv'], "error: no command and no setting is called 'serv' (Did you mean serve?)"],
    [
      ['help', 'xyzzyxyzzy'],
      "error: no command and no setting is called 'xyzzyxyzzy'. `serve --help` lists the settings.",
    ],
    [['--client-tokn=canary'], "error: unknown option '--client-tokn'"],
    [['--insecure-no-client-auth=true'], "error: option '--insecure-no-client-auth' takes no value"],
    [['doctor', '--json=1'], "error: option '--json' takes no value"],
  ])('%j', async (argv, line) => {
    expect(await runCommand(argv)).toEqual({ exitCode: 2, stdout: '', stderr: `${line}\n` })
  })
})

describe('wrong settings end with 2 and a line each', () => {
  it('under the names they were given', async () => {
    const env = { BEDROCK_PROXY_PORT: 'http', BEDROCK_PROXY_ROUTING: 'nearest' }
    const { exitCode, stdout, stderr } = await runCommand(['--host', '0.0.0.0'], { env })
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')).toEqual([
      'error: BEDROCK_PROXY_PORT: must be a whole number from 0 to 65535',
      expect.stringMatching(/^error: BEDROCK_PROXY_ROUTING: must be one of geo-first,/),
      expect.stringMatching(/^error: --host: .*client token/),
      '',
    ])
  })

  it('of the file that --config names', async () => {
    const cwd = temporaryFolder()
    writeFileSync(join(cwd, 'mine.yaml'), 'prot: 1\n')
    const { exitCode, stderr } = await runCommand(['serve', '--config', 'mine.yaml'], { cwd })
    expect([exitCode, stderr]).toEqual([2, 'error: prot in mine.yaml: is no setting, did you mean port?\n'])
  })
})
