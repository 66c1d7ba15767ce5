import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromIni } from '@aws-sdk/credential-providers'
import { expect, it, onTestFinished } from 'vitest'
import { boundCredentialProcesses } from '../../../src/aws/sign-in/credential-process.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'
import { bareEnvironment } from './trouble-scenario.ts'

const KEYS = '{"Version":1,"AccessKeyId":"AKIDPROC","SecretAccessKey":"s"}'

it("AWS's provider takes what the process prints", async () => {
  boundCredentialProcesses()
  expect(await run(`echo '${KEYS}'`)).toMatchObject({ accessKeyId: 'AKIDPROC' })
})

it.each([
  ['no-such-program-anywhere', 'credential process: not found'],
  ['/', 'credential process: not found'],
  ['echo canary >&2; exit 7', 'credential process: exit code 7'],
  ['kill $$', 'credential process: exit code unknown'],
  ['head -c 2000000 /dev/zero', 'credential process: exit code unknown'],
])('its failure is told without what it wrote: %s', async (command, words) => {
  boundCredentialProcesses()
  await expect(run(command)).rejects.toThrow(words)
})

it('one that does not end is killed', async () => {
  const folder = temporaryFolder()
  boundCredentialProcesses(200)
  onTestFinished(() => boundCredentialProcesses())
  await expect(run(`echo $$ > ${join(folder, 'pid')}; exec sleep 60`)).rejects.toThrow(
    'credential process: did not end',
  )
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

async function run(command: string) {
  const home = temporaryFolder({ config: `[profile work]\ncredential_process = ${command}\n` })
  bareEnvironment(home)
  return fromIni({ profile: 'work', ignoreCache: true })()
}
