import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { QUIET_PROCESS } from '../cli-context-of.ts'
import { runCommand } from '../run-command.ts'

const UNIT = '.config/systemd/user/bedrock-profile-proxy.service'

describe('service', () => {
  it('prints a unit, and where it would go, and writes nothing', async () => {
    const homeDir = temporaryFolder()
    const { exitCode, stdout } = await runCommand(['service', '--region', 'eu-central-1'], { homeDir, env: {} })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`# in ~/${UNIT}, where --write puts it\n`)
    expect(stdout).toContain(
      '\nExecStart=/usr/bin/node /opt/bedrock-profile-proxy/dist/main.js serve --region=eu-central-1\n',
    )
    expect(stdout).toContain(`\nEnvironmentFile=-${homeDir}/.config/bedrock-profile-proxy/environment\n`)
    expect(readdirSync(homeDir)).toEqual([])
  })

  it('prints it as JSON', async () => {
    const { stdout } = await runCommand(['service', '--json'], { homeDir: '/home/ada', env: {} })
    expect(JSON.parse(stdout)).toEqual({
      path: `/home/ada/${UNIT}`,
      unit: expect.stringContaining('[Install]'),
      environmentFile: '/home/ada/.config/bedrock-profile-proxy/environment',
    })
  })

  it('writes it, says what starts it, and takes it away with what systemctl enable had made', async () => {
    const homeDir = temporaryFolder()
    const { stdout } = await runCommand(['service', '--write'], { homeDir, env: {} })
    expect(stdout).toContain(`Wrote ~/${UNIT}.\nTo undo: node dist/main.js service --undo\n`)
    expect(stdout).toContain('\nsystemctl --user enable --now bedrock-profile-proxy\n')
    expect((await runCommand(['service', '--write'], { homeDir, env: {} })).stdout).toContain(
      'says all of this already',
    )
    const wants = join(homeDir, '.config/systemd/user/default.target.wants')
    mkdirSync(wants)
    symlinkSync(join(homeDir, UNIT), join(wants, 'bedrock-profile-proxy.service'))
    const undone = await runCommand(['service', '--undo'], { homeDir, env: {} })
    expect(undone.stdout).toContain(`Removed ~/${UNIT}.\n`)
    expect(readdirSync(wants)).toEqual([])
  })

  it('keeps what stood there, and says where', async () => {
    const homeDir = temporaryFolder({ [UNIT]: '[Service]\nExecStart=/bin/true\n' })
    const { stdout } = await runCommand(['service', '--write'], { homeDir, env: {} })
    expect(stdout).toContain(`Wrote ~/${UNIT}; the original is ~/${UNIT}.bedrock-profile-proxy.bak.\n`)
    await runCommand(['service', '--undo'], { homeDir, env: {} })
    expect(readFileSync(join(homeDir, UNIT), 'utf8')).toBe('[Service]\nExecStart=/bin/true\n')
  })

  it('gives it as long to end as the settings say, in the file that the service will read', async () => {
    const homeDir = temporaryFolder({
      '.config/bedrock-profile-proxy/bedrock-profile-proxy.yaml': 'drain-timeout-ms: 60500',
    })
    const cwd = temporaryFolder({ 'bedrock-profile-proxy.yaml': 'drain-timeout-ms: 1000' })
    const { stdout } = await runCommand(['service', '--drain-delay-ms', '2000'], { homeDir, cwd, env: {} })
    expect(stdout).toContain('\nTimeoutStopSec=68\n')
    const named = await runCommand(['service', '--config', 'bedrock-profile-proxy.yaml'], { homeDir, cwd, env: {} })
    expect(named.stdout).toContain(` serve --config=${cwd}/bedrock-profile-proxy.yaml\n`)
    expect(named.stdout).toContain('\nTimeoutStopSec=6\n')
  })

  it('says which variables of the shell it will not see, by their names alone, and that others can read the file for them', async () => {
    const homeDir = temporaryFolder({ '.config/bedrock-profile-proxy/environment': 'AWS_PROFILE=work\n' })
    chmodSync(join(homeDir, '.config/bedrock-profile-proxy/environment'), 0o644)
    const env = { AWS_PROFILE: 'canary', BEDROCK_PROXY_CLIENT_TOKEN: 'canary' }
    const { stdout, stderr } = await runCommand(['service'], { homeDir, env })
    expect(stderr).toContain('The service does not see AWS_PROFILE, BEDROCK_PROXY_CLIENT_TOKEN of this shell.')
    expect(stderr).toContain('chmod 600 ~/.config/bedrock-profile-proxy/environment')
    expect(stdout + stderr).not.toContain('canary')
  })

  it('says where no systemd can be, and only there', async () => {
    const noted = async (platform: NodeJS.Platform) =>
      (await runCommand(['service'], { env: {}, ownProcess: { ...QUIET_PROCESS, platform } })).stderr
    expect(await noted('darwin')).toContain('This system has no systemd to start the unit.')
    expect(await noted('linux')).toBe('')
  })

  it('looks where XDG_CONFIG_HOME says', async () => {
    const folder = temporaryFolder()
    await runCommand(['service', '--write'], { env: { XDG_CONFIG_HOME: folder } })
    expect(readdirSync(join(folder, 'systemd/user'))).toContain('bedrock-profile-proxy.service')
  })

  it('writes none for a program that npx keeps in its cache', async () => {
    const homeDir = temporaryFolder()
    const program = ['/usr/bin/node', '/home/ada/.npm/_npx/4e/node_modules/bedrock-profile-proxy/dist/main.js'] as const
    const context = { homeDir, env: {}, ownProcess: { ...QUIET_PROCESS, program } }
    const { exitCode, stderr } = await runCommand(['service', '--write'], context)
    expect([exitCode, readdirSync(homeDir)]).toEqual([1, []])
    expect(stderr).toContain('npm install --global')
  })

  it.each([
    [['--write', '--undo'], '--undo: cannot stand beside --write'],
    [['--force'], '--force: goes with --write or --undo'],
    [['--json', '--write'], '--json: prints the unit'],
    [['--routing', 'nowhere'], '--routing'],
    [['--client-token', 'secret'], '--client-token'],
  ])('refuses %s', async (flags, problem) => {
    const { exitCode, stderr } = await runCommand(['service', ...flags], { env: {} })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(problem)
    expect(stderr).not.toContain('secret')
  })

  it('refuses to undo what it has not done', async () => {
    const homeDir = temporaryFolder()
    writeFileSync(join(homeDir, 'x'), '')
    const { exitCode, stderr } = await runCommand(['service', '--undo'], { homeDir, env: {} })
    expect([exitCode, stderr.includes('service has no backup')]).toEqual([1, true])
  })
})
