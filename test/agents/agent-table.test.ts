import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAgent } from '../../src/cli/connect/agent-table.ts'
import { AGENTS, chooseAgents } from './agent-table.ts'

/** What pins the versions of our own programs. */
const PINS = ['aws-sdk-go/go.mod', 'aws-sdk-java/pom.xml']
  .map((path) => readFileSync(join(import.meta.dirname, 'programs', path), 'utf8'))
  .join()

/** What is built of a tree that somebody names has whatever version that tree has. */
const INSTALLED = AGENTS.filter(({ name }) => name !== 'crush')

/** Of each agent that `connect` sets up the first row, which has its newest version. */
const NEWEST = INSTALLED.filter(({ byHand }) => !byHand).filter(
  ({ name, connectAs }, i, rows) => i === rows.findIndex((row) => (row.connectAs ?? row.name) === (connectAs ?? name)),
)

describe('the real agents', () => {
  it.each(INSTALLED)('$name installs exactly the version that it names', ({ version, install }) => {
    const { steps, isKept } = install('/folder', '/cache')
    expect(isKept ? steps.flat().join(' ') : PINS).toMatch(new RegExp(`[@=v>]${version.replaceAll('.', '\\.')}\\b`))
  })

  it.each(NEWEST)('$name is one that connect knows, in the same version', ({ name, connectAs, version }) => {
    expect(findAgent(connectAs ?? name).version).toContain(version)
  })

  it.each(AGENTS)('$name keeps what it installs in its own folder and in the cache', ({ install }) => {
    const { steps, env } = install('/folder', '/cache')
    expect(JSON.stringify([steps, env])).toContain('/folder')
  })
})

describe('chooseAgents', () => {
  it('takes all but those on demand where none is named, else those that are', () => {
    expect(AGENTS.filter((row) => !chooseAgents([]).includes(row)).map(({ name }) => name)).toEqual(['aws-sdk-java'])
    expect(chooseAgents(['aws-sdk-java'])).toHaveLength(1)
    expect(chooseAgents(['pi', 'boto3']).map(({ name }) => name)).toEqual(['pi', 'boto3'])
  })

  it('tells of a tree that nobody named', () => {
    const crush = AGENTS.find(({ name }) => name === 'crush')
    expect(crush?.install('/folder', '/cache').missing).toBe('CRUSH_SOURCE names no source tree')
  })

  it('says which there are where a name is wrong', () => {
    expect(() => chooseAgents(['claud'])).toThrow('There is no agent claud here. Choose among claude-code, ')
  })
})
