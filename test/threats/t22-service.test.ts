import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../settings/temporary-folder.ts'

const MAIN = join(import.meta.dirname, '../../dist/main.js')
const CANARIES = {
  AWS_ACCESS_KEY_ID: 'canary-id',
  AWS_SECRET_ACCESS_KEY: 'canary-secret',
  BEDROCK_PROXY_CLIENT_TOKEN: 'canary-token',
  HTTPS_PROXY: 'http://canary-user:canary-password@127.0.0.1:9',
}
const run = promisify(execFile)

it('T22: a unit has no secret of the shell, starts this very program and nothing else, and confines it', async () => {
  const home = temporaryFolder()
  const env = { HOME: home, PATH: process.env.PATH, ...CANARIES }
  const argv = [MAIN, 'service', '--json', '--region', 'eu-central-1', '--profile', 'a\tb']
  await expect(run(process.execPath, argv, { env })).rejects.toMatchObject({ code: 2 })
  const { stdout, stderr } = await run(process.execPath, argv.slice(0, -2), { env })
  expect(stdout + stderr).not.toContain('canary')

  const { unit }: { unit: string } = JSON.parse(stdout)
  expect(unit.match(/^(?:Exec\w+|Environment\w*|WorkingDirectory)=/gm)).toEqual([
    'ExecStart=',
    'ExecReload=',
    'EnvironmentFile=',
  ])
  expect(unit).toMatch(/^NoNewPrivileges=yes$/m)
  expect(unit).toMatch(/^SystemCallFilter=@system-service @pkey$/m)
  const command = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? ''
  const checked = await run('sh', ['-c', `${command} --check --json`], { cwd: home, env: { HOME: home } })
  expect(JSON.parse(checked.stdout)).toMatchObject({ given: { region: '--region' } })
})
