import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { exampleFile } from '../../../src/settings/example-file.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { runCommand } from '../run-command.ts'

const NAME = 'bedrock-profile-proxy.yaml'

describe('init', () => {
  it('writes the example into the working directory, for its owner alone, with a schema that is there', async () => {
    const cwd = temporaryFolder()
    const { exitCode, stdout } = await runCommand(['init'], { cwd })
    const text = readFileSync(join(cwd, NAME), 'utf8')
    expect([exitCode, statSync(join(cwd, NAME)).mode & 0o777]).toEqual([0, 0o600])
    const [first = '', ...rest] = text.split('\n')
    expect(rest).toEqual(exampleFile().split('\n').slice(1))
    const schema = fileURLToPath(/\$schema=(file:\S+)$/.exec(first)?.[1] ?? '')
    expect(JSON.parse(readFileSync(schema, 'utf8'))).toHaveProperty('properties.port')
    expect(stdout).toMatch(/^Wrote \.\/bedrock-profile-proxy\.yaml: .*\n.*--config\.\nCheck it with: .* --check\n$/)
  })

  it('writes a file that the proxy takes, and that sets the Region that was given', async () => {
    const cwd = temporaryFolder()
    await runCommand(['init', '--region', 'eu-west-1'], { cwd })
    const { exitCode, stdout } = await runCommand(['serve', '--check', '--json'], { cwd, env: {} })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      settingsFile: `./${NAME}`,
      given: { region: `region in ./${NAME}` },
      warnings: [],
    })
  })

  it("writes the user's own file with --user, and makes its folder", async () => {
    const homeDir = temporaryFolder()
    const { exitCode, stdout } = await runCommand(['init', '--user'], { homeDir })
    const path = join(homeDir, '.config/bedrock-profile-proxy', NAME)
    expect([exitCode, readFileSync(path, 'utf8').split('\n').length]).toEqual([0, exampleFile().split('\n').length])
    expect(stdout).not.toContain('--config')
  })

  it('writes where it is told, and says how to use that', async () => {
    const cwd = temporaryFolder()
    const { stdout } = await runCommand(['init', 'deploy/proxy.yaml'], { cwd })
    expect(readFileSync(join(cwd, 'deploy/proxy.yaml'), 'utf8')).toContain('#port: 8223')
    expect(stdout).toContain('serve --check --config deploy/proxy.yaml')
  })

  it('leaves a file alone that is there already', async () => {
    const cwd = temporaryFolder({ [NAME]: 'port: 1\n' })
    const { exitCode, stderr } = await runCommand(['init'], { cwd })
    expect([exitCode, readFileSync(join(cwd, NAME), 'utf8')]).toEqual([1, 'port: 1\n'])
    expect(stderr).toBe(`error: ./${NAME} is there already and stays as it is. Name another file, or take it away.\n`)
  })

  it.each([
    [['init', 'file/x.yaml'], 1, /should be its folder is a file/],
    [['init', '--region', 'nowhere'], 2, /--region: must be a Region code/],
    [['init', '--user', 'mine.yaml'], 2, /--user: cannot stand beside a FILE/],
  ])('says what is wrong with %j', async (argv, exitCode, sentence) => {
    const finished = await runCommand(argv, { cwd: temporaryFolder({ file: '' }) })
    expect(finished).toMatchObject({ exitCode, stderr: expect.stringMatching(sentence) })
  })
})
