import { expect, it } from 'vitest'
import { BoundedBytes } from '../../src/http/bounded-bytes.ts'

it('gathers bytes, hands them over and begins anew', () => {
  const bytes = new BoundedBytes(10)
  for (const piece of ['0', '123', '', '456789']) bytes.append(Buffer.from(piece))
  expect(bytes.isEmpty).toBe(false)
  expect(String(bytes.take())).toBe('0123456789')
  expect(bytes.isEmpty).toBe(true)
  bytes.append(Buffer.from('a'))
  expect(String(bytes.take())).toBe('a')
  expect(String(bytes.take())).toBe('')
})

it('forgets what grows beyond the limit, until it begins anew', () => {
  const bytes = new BoundedBytes(3)
  for (const piece of ['12', '34', '5']) bytes.append(Buffer.from(piece))
  expect(bytes.isEmpty).toBe(false)
  expect(bytes.take()).toBeUndefined()
  bytes.append(Buffer.from('123'))
  expect(String(bytes.take())).toBe('123')
})

it('keeps a copy, whatever happens to the pieces', () => {
  const piece = Buffer.from('ab')
  const bytes = new BoundedBytes(3)
  bytes.append(piece)
  piece.fill(0)
  expect(String(bytes.take())).toBe('ab')
})
