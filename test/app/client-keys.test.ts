import { expect, it } from 'vitest'
import { clientKeys } from '../../src/app/client-keys.ts'
import { derivedKeyPair } from '../../src/aws/derived-key-pair.ts'

it('are those derived from the client token', () => {
  expect(clientKeys('laptop-token')).toEqual(derivedKeyPair('laptop-token'))
})

it('are plainly no secret where the proxy asks for no token', () => {
  expect(clientKeys(undefined)).toEqual({ accessKeyId: 'local', secretAccessKey: 'local' })
})
