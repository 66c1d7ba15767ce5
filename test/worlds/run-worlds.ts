import { parseArgs } from 'node:util'
import { runWorld } from './world.ts'

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' } },
})

if (values.seed === undefined) await tryMany(Number(values.from ?? 1), Number(values.seeds ?? 10_000))
else await tellOne(Number(values.seed))

/** Tries one seed after the other; says at once which one breaks a promise, and how to see what happened. */
async function tryMany(first: number, count: number): Promise<void> {
  const startedAt = performance.now()
  let [broken, requests] = [0, 0]
  const seen = new Map<string, number>()
  for (let seed = first; seed < first + count; seed++) {
    const report = await runWorld(seed)
    requests += report.requests
    for (const one of report.seen) seen.set(one, (seen.get(one) ?? 0) + 1)
    if (report.violations.length === 0) continue
    broken += 1
    tell(`seed ${seed}: ${report.violations.join('; ')}\n  npm run test:worlds -- --seed ${seed}`)
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  tell(
    [...seen]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([one, times]) => `${one} ${times}`)
      .join(', '),
  )
  tell(`${count} worlds with ${requests} requests in ${seconds} s: ${broken} broke a promise.`)
  if (broken > 0) process.exitCode = 1
}

async function tellOne(seed: number): Promise<void> {
  const { trace, violations } = await runWorld(seed)
  tell([...trace, ...violations.map((one) => `BROKEN ${one}`)].join('\n'))
  if (violations.length > 0) process.exitCode = 1
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}
