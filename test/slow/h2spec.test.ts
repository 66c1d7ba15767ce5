import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startBinary } from '../fixtures/start-binary.ts'
import { startFrankfurt } from '../fixtures/start-frankfurt.ts'

const FOLDER = join(tmpdir(), 'bedrock-profile-proxy-h2spec')
const H2SPEC = join(FOLDER, 'h2spec')

/** The cases that Node decides, each with its reason in SECURITY.md. Some Nodes pass some of them. */
const LEFT_TO_NODE = [
  'closed: Sends a DATA frame after sending RST_STREAM frame',
  'closed: Sends a HEADERS frame after sending RST_STREAM frame',
  'closed: Sends a DATA frame',
  'closed: Sends a HEADERS frame',
  'Sends stream identifier that is numerically smaller than previous',
]

describe.skipIf(!installed())('h2spec (left out where there is neither it nor Go to install it)', () => {
  it('passes, but for what Node decides', async () => {
    const simulator = await startFrankfurt()
    const { url } = await startBinary({ upstreamUrl: simulator.url })
    const { hostname, port } = new URL(url)
    const args = ['-h', hostname, '-p', port, '-P', '/model/vendor.model/invoke', '-o', '2']
    // It ends with 1 where a case fails.
    const report = await promisify(execFile)(H2SPEC, args).then(
      ({ stdout }) => stdout,
      ({ stdout }) => String(stdout),
    )
    const failures = [...(report.split('Failures:')[1] ?? '').matchAll(/× \d+: (.*)/g)].map(([, title]) => title)
    expect(failures.filter((title) => !LEFT_TO_NODE.includes(title ?? ''))).toEqual([])
    expect(Number(/(\d+) passed/.exec(report)?.[1])).toBeGreaterThanOrEqual(140)
  })
})

/** Installs it once for all runs, with Go's own means. */
function installed(): boolean {
  if (existsSync(H2SPEC)) return true
  const env = { ...process.env, GOBIN: FOLDER }
  const install = ['install', 'github.com/summerwind/h2spec/cmd/h2spec@latest']
  return spawnSync('go', install, { env, timeout: 120_000 }).status === 0
}
