import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sharedFiles } from '../fixtures/identity-providers.ts'
import { modelPath, post } from '../fixtures/model-requests.ts'
import { startBinary } from '../fixtures/start-binary.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

it('T9: who has shown no token learns what is wrong, and neither profile nor role nor file nor a word of a process', async () => {
  const folder = temporaryFolder()
  const process = 'echo canary-out; echo canary-error >&2; exit 1'
  writeFileSync(
    join(folder, 'config'),
    `[profile secretive]\nrole_arn = arn:aws:iam::111122223333:role/hidden\nsource_profile = vault\n[profile vault]\ncredential_process = ${process}\n`,
  )
  const binary = await startBinary({
    upstreamUrl: 'http://127.0.0.1:1',
    args: ['--profile', 'secretive', '--client-token', 'laptop=0123456789abcdef'],
    env: sharedFiles(folder),
  })
  const ready = await (await fetch(`${binary.url}/readyz`)).text()
  expect(ready).toContain('The credential_process of the profile ended with an error.')
  expect(ready).not.toMatch(/secretive|vault|hidden|config"/)
  const refused = await post(binary.url, modelPath('converse'), '{}', { 'x-api-key': '0123456789abcdef' })
  const told = await refused.text()
  expect([refused.status, told]).toEqual([403, expect.stringContaining('the profile vault')])
  expect(told).not.toMatch(/hidden|config/)
  await expect.poll(binary.log).toContain(join(folder, 'config'))
  expect([ready, told, binary.log()].join()).not.toMatch(/canary/)
})
