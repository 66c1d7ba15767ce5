import { expect, it, vi } from 'vitest'
import { loadedOnce } from '../../src/http/loaded-once.ts'

it('loads for the first who asks, and once for those who ask meanwhile and later', async () => {
  const load = vi.fn(async () => ({}))
  const get = loadedOnce(load)
  expect(load).not.toHaveBeenCalled()
  const [first, second] = await Promise.all([get(), get()])
  expect([second, await get()]).toEqual([first, first])
  expect(load).toHaveBeenCalledOnce()
})

it('tries again what failed', async () => {
  const load = vi.fn(async () => 'loaded').mockRejectedValueOnce(new Error('The file is gone.'))
  const get = loadedOnce(load)
  await expect(get()).rejects.toThrow('gone')
  expect([await get(), await get()]).toEqual(['loaded', 'loaded'])
  expect(load).toHaveBeenCalledTimes(2)
})
