import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Asks for /healthz again and again, and tells the longest time that an answer took when its standard input ends. */
const PROBE = `
import { Agent, get } from 'node:http'
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
let longest = 0, count = 0
const ask = () => {
  const begun = performance.now()
  get(process.argv[1] + '/healthz', { agent }, (answer) => answer.resume().on('end', () => {
    longest = Math.max(longest, performance.now() - begun)
    if (++count === 20) { longest = 0; process.stdout.write('ready') }
    setTimeout(ask, 2)
  }))
}
ask()
process.stdin.resume().on('end', () => { process.stdout.write(' ' + longest); process.exit() })
`

/** What another process saw of a proxy while something was done: the longest answer of /healthz, in milliseconds. */
export async function longestStall(url: string, work: () => Promise<unknown>): Promise<number> {
  const probe = spawn(process.execPath, ['--input-type=module', '-e', PROBE, url])
  let printed = ''
  probe.stdout.on('data', (text) => {
    printed += text
  })
  while (!printed.includes('ready')) await once(probe.stdout, 'data')
  await work()
  probe.stdin.end()
  await once(probe, 'close')
  return Number(printed.split(' ').at(-1))
}
