import { expectTypeOf, it } from 'vitest'
import type { ClientToken } from '../../src/settings/client-tokens.ts'
import type { Settings } from '../../src/settings/settings.ts'

it('has of each row the type that its schema gives, optional where nothing stands in', () => {
  expectTypeOf<Settings['port']>().toEqualTypeOf<number>()
  expectTypeOf<Settings['region']>().toEqualTypeOf<string>()
  expectTypeOf<Settings['discovery']>().toEqualTypeOf<'auto' | 'live' | 'off'>()
  expectTypeOf<Settings['models']>().toEqualTypeOf<ReadonlyMap<string, string>>()
  expectTypeOf<Settings['clientToken']>().toEqualTypeOf<readonly ClientToken[] | undefined>()
  expectTypeOf<Settings['tokensPerDay']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Settings['regionIsAssumed']>().toEqualTypeOf<boolean>()
})
