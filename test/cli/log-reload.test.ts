import { expect, it } from 'vitest'
import { logReload } from '../../src/cli/log-reload.ts'
import type { Reload } from '../../src/settings/reload-settings.ts'
import { createLog } from '../../src/telemetry/create-log.ts'
import { SETTINGS } from '../fixtures/start-pair.ts'

function linesOf(reload: Reload): unknown[] {
  const lines: string[] = []
  logReload(
    reload,
    createLog({ write: (line) => lines.push(line) }, { level: 'info', format: 'json', useColor: false }),
  )
  return lines.map((line) => {
    const { level, msg, settings, problems } = JSON.parse(line)
    return [level, msg, settings ?? problems]
  })
}

it('tells the keys of what changed and of what needs a restart, after the warnings', () => {
  const reload: Reload = {
    kind: 'changed',
    settings: SETTINGS,
    changedKeys: ['routing', 'models'],
    restartKeys: ['port'],
    warnings: ['watch out'],
  }
  expect(linesOf(reload)).toEqual([
    ['warn', 'watch out', undefined],
    ['info', 'The settings were read again; these changed.', ['routing', 'models']],
    ['warn', 'The settings were read again; these changed, but need a restart.', ['port']],
  ])
  expect(linesOf({ ...reload, changedKeys: [], warnings: [] })).toHaveLength(1)
})

it('tells that nothing is new', () => {
  expect(linesOf({ kind: 'unchanged' })).toEqual([
    ['info', 'The settings were read again; there is nothing new in them.', undefined],
  ])
})

it('tells the problems that keep the old settings in force', () => {
  expect(linesOf({ kind: 'refused', problems: ['routing in x: must be better'] })).toEqual([
    [
      'error',
      'The settings were read again and have problems; the old ones stay in force.',
      ['routing in x: must be better'],
    ],
  ])
})
