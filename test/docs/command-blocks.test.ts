import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { commandBlocks } from './command-blocks.ts'
import { startReader } from './reader.ts'

const BLOCKS = commandBlocks()
const HERE = BLOCKS.filter(({ tried }) => tried === 'here')

describe.skipIf(!hasCurl())('the commands in README and docs/ (left out where there is no curl)', () => {
  it('are marked as needing AWS only where they call AWS, or build an image', () => {
    const marked = BLOCKS.filter(({ tried }) => tried === 'needs AWS').map(({ text }) => text.split(/ {2}|\n/, 1)[0])
    expect(marked).toEqual([
      'npm start -- --region eu-central-1',
      'bedrock-profile-proxy run --region eu-central-1 -- claude',
      'docker compose up',
    ])
  })

  it('have no comments: the zsh of macOS takes them for arguments', () => {
    expect(BLOCKS.filter(({ text }) => /(?:^|\s)#/.test(text))).toEqual([])
  })

  it('in README work one after the other, as somebody types them who comes new', async () => {
    const reader = await startReader()
    const printed: string[] = []
    for (const { text } of HERE.filter(({ file }) => file === 'README.md')) printed.push(await reader.types(text))
    const story = printed.join('\n')
    for (const said of [
      'bedrock-profile-proxy listening on http://127.0.0.1:',
      'Hello from eu.anthropic.claude-sonnet-4-6',
      'Wrote ~/.config/opencode/opencode.json',
      'Goes upstream',
    ]) {
      expect(story).toContain(said)
    }
  })

  it('in docs/ work beside a proxy, print what is shown, and their URLs lead to it', async () => {
    const reader = await startReader()
    await reader.types('bedrock-profile-proxy serve --simulate --region eu-central-1')
    for (const { text } of HERE.filter(({ file }) => file !== 'README.md')) {
      const [command = '', ...output] = text.startsWith('$ ') ? text.slice(2).split('\n') : [text]
      const printed = await reader.types(command, STARTS.test(command) ? { BEDROCK_PROXY_PORT: '0' } : {})
      if (output.length > 0) expect(ageless(printed)).toContain(ageless(output.join('\n').trim()))
    }
    await expect(reader.types('export BASE_URL=http://127.0.0.1:9/v1')).rejects.toThrow('BASE_URL')
  })
})

/** A proxy beside the one that runs. */
const STARTS = /^bedrock-profile-proxy (?:serve|--)/m

/** What the snapshot is called old by changes each day. */
function ageless(text: string): string {
  return text.replace(/snapshot, .*/g, 'snapshot')
}

function hasCurl(): boolean {
  return spawnSync('curl', ['--version']).status === 0
}
