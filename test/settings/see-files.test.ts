import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { seeFiles } from '../../src/settings/see-files.ts'
import { temporaryFolder } from './temporary-folder.ts'

it('sees a file that is there and one that is not, twice in the same words', async () => {
  const paths = [join(temporaryFolder({ a: '1' }), 'a'), '/nowhere/b']
  const seen = await seeFiles(paths)
  expect(seen).toEqual({ paths, states: expect.stringMatching(/^\d+(,\d+){5}\nENOENT$/) })
  expect(await seeFiles(paths)).toEqual(seen)
})

it('sees that a file was written', async () => {
  const path = join(temporaryFolder({ a: '1' }), 'a')
  const { states } = await seeFiles([path])
  writeFileSync(path, 'longer')
  expect((await seeFiles([path])).states).not.toBe(states)
})
