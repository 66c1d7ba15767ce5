import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from '../../src/telemetry/create-log.ts'
import { recorder } from '../fixtures/start-pair.ts'

describe('as JSON', () => {
  it('is one line per event, with its time and the name of its level', () => {
    const { log, lines } = startLog({ level: 'debug' })
    log.debug('one')
    log.info({ region: 'eu-central-1' }, 'two\nlines')
    log.warn('three')
    log.error('four')
    expect(lines().map((line) => JSON.parse(line))).toEqual([
      { level: 'debug', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), msg: 'one' },
      { level: 'info', time: expect.any(String), region: 'eu-central-1', msg: 'two\nlines' },
      { level: 'warn', time: expect.any(String), msg: 'three' },
      { level: 'error', time: expect.any(String), msg: 'four' },
    ])
  })
})

describe('as text', () => {
  it('is short', () => {
    const { log, written } = startLog({ format: 'pretty' })
    log.warn({ a: 1 }, 'careful')
    expect(written()).toMatch(/^\d\d:\d\d:\d\d warning: careful a=1\n$/)
  })

  it('has colour where it is wanted', () => {
    const { log, written } = startLog({ format: 'pretty', useColor: true })
    log.warn('careful')
    expect(written()).toContain('\u001b[33mwarning: careful\u001b[39m')
  })
})

describe('levels', () => {
  it.each<[LogOptions['level'], string[]]>([
    ['trace', ['trace', 'debug', 'info', 'warn', 'error']],
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ])('%s lets through what is as grave', (level, expected) => {
    const { log, lines } = startLog({ level })
    for (const name of ['trace', 'debug', 'info', 'warn', 'error'] as const) log[name]('event')
    expect(lines().map((line) => JSON.parse(line).level)).toEqual(expected)
  })
})

describe('a field that is a secret', () => {
  const HEADERS = ['authorization', 'proxy-authorization', 'x-api-key', 'x-amz-security-token', 'cookie', 'set-cookie']
  const FIELDS = ['secretAccessKey', 'sessionToken', 'bearerToken', 'clientToken', 'token', 'password']
  const SECRETS = [...HEADERS, ...FIELDS]

  it.each(SECRETS.flatMap((name) => [[name, 'json'] as const, [name, 'pretty'] as const]))(
    '%s is never written as %s, on its own or inside of another',
    (name, format) => {
      const { log, written } = startLog({ format })
      log.info({ [name]: 'CANARY', headers: { [name]: 'CANARY', accept: '*/*' } }, 'request')
      expect(written()).not.toContain('CANARY')
      expect(written()).toContain('*/*')
    },
  )
})

function startLog(options: Partial<LogOptions> = {}) {
  const { logTo, written } = recorder()
  const log = createLog(logTo, { level: 'info', format: 'json', useColor: false, ...options })
  return { log, written, lines: () => written().split('\n').slice(0, -1) }
}
