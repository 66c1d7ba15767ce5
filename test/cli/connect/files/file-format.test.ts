import { expect, it } from 'vitest'
import { BrokenText } from '../../../../src/cli/connect/files/file-format.ts'

it('says where a text is broken, as far as that is known', () => {
  expect(new BrokenText('not valid TOML', 3).message).toBe('not valid TOML at line 3')
  expect(new BrokenText('not valid TOML').message).toBe('not valid TOML')
})
