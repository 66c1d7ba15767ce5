import { expect, it } from 'vitest'
import { chooseRows } from '../../bench/choose-rows.ts'

const TABLES = {
  contenders: [{ name: 'direct' }, { name: 'nginx' }],
  workloads: [{ name: 'small' }, { name: 'large' }],
}

it('keeps the named rows of a table and the whole of a table of which none is named', () => {
  expect(chooseRows(TABLES, ['nginx'])).toEqual({ contenders: [{ name: 'nginx' }], workloads: TABLES.workloads })
  expect(chooseRows(TABLES, [])).toEqual(TABLES)
})

it('refuses a name that no table knows', () => {
  expect(() => chooseRows(TABLES, ['ngnix'])).toThrow('Unknown: ngnix. There are direct, nginx, small, large.')
})
