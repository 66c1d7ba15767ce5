import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MADE_BY, systemdUnit, type UnitFacts } from '../../../src/cli/service/systemd-unit.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

const FACTS: UnitFacts = {
  program: [process.execPath, '/opt/bedrock-profile-proxy/dist/main.js'],
  flags: {},
  environmentFile: '/home/ada/.config/bedrock-profile-proxy/environment',
  stopSeconds: 35,
}

function lineOf(unit: string, key: string): string {
  return unit.split('\n').find((line) => line.startsWith(`${key}=`)) ?? ''
}

function startLine(flags: Readonly<Record<string, string>>): string {
  return lineOf(systemdUnit({ ...FACTS, flags }), 'ExecStart')
}

describe('a unit of systemd', () => {
  it('says who made it, and starts serve with each flag in the order of the table', () => {
    expect(systemdUnit(FACTS)).toMatch(new RegExp(`^${MADE_BY}\n`))
    expect(startLine({ mantle: 'on', region: 'eu-central-1', config: '/etc/proxy.yaml' })).toBe(
      `ExecStart=${process.execPath} /opt/bedrock-profile-proxy/dist/main.js serve --config=/etc/proxy.yaml --region=eu-central-1 --mantle=on`,
    )
    expect(startLine({ 'insecure-no-client-auth': 'true' })).toMatch(/serve --insecure-no-client-auth$/)
  })

  it.each([
    ['a word with spaces', 'my work', '"--profile=my work"'],
    ['quotes and backslashes', 'a"b\\c', '"--profile=a\\"b\\\\c"'],
    ['what systemd would replace', '$HOME%h', '--profile=$$HOME%%h'],
    [
      'a line break, which would begin a setting',
      'a\nExecStartPost=/bin/true',
      '"--profile=a\\x0aExecStartPost=/bin/true"',
    ],
  ])('quotes %s', (_what, profile, word) => {
    expect(startLine({ profile })).toMatch(new RegExp(` serve ${word.replace(/[\\$]/g, '\\$&')}$`))
    expect(systemdUnit({ ...FACTS, flags: { profile } }).match(/^Exec/gm)).toHaveLength(2)
  })

  it('has no place for a path with a line break, and doubles what systemd would replace in one', () => {
    expect(() => systemdUnit({ ...FACTS, environmentFile: '/home/a\nb' })).toThrow('no unit can name')
    expect(lineOf(systemdUnit({ ...FACTS, environmentFile: '/h/100%' }), 'EnvironmentFile')).toBe(
      'EnvironmentFile=-/h/100%%',
    )
  })
})

describe.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
  'systemd-analyze verify (left out where there is none)',
  () => {
    it.each<[string, Readonly<Record<string, string>>]>([
      ['without a flag', {}],
      [
        'with flags that have to be quoted',
        { profile: 'my "work" 100% $HOME', 'runtime-endpoint': 'https://{region}.example.com' },
      ],
    ])('has nothing to say of a unit %s', (_what, flags) => {
      const folder = temporaryFolder()
      const path = join(folder, 'bedrock-profile-proxy.service')
      const script = join(folder, 'main.js')
      writeFileSync(path, systemdUnit({ ...FACTS, flags, program: [process.execPath, script] }))
      const env = { PATH: process.env.PATH, HOME: folder, XDG_RUNTIME_DIR: folder }
      expect(execFileSync('sh', ['-c', `systemd-analyze --user verify '${path}' 2>&1`], { env }).toString()).toBe('')
    })
  },
)
