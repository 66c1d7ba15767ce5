import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** `npm run audit`: asks the registry for published holes in what is bundled. Nothing is installed with the package, so npm itself would ask about nothing. */
const { components } = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8'))
const bundled = new Set(components.map(({ name }) => name))
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' })
const { vulnerabilities, message } = JSON.parse(stdout || '{}')

if (!vulnerabilities) {
  process.stderr.write(`The registry gave no audit: ${message ?? 'no answer'}. Ask another one with --registry.\n`)
  process.exitCode = 1
} else {
  const found = Object.values(vulnerabilities).filter(({ name }) => bundled.has(name))
  for (const { name, severity, range } of found) process.stderr.write(`${severity}: ${name} ${range}\n`)
  process.stdout.write(`${found.length} of ${bundled.size} bundled packages have published holes.\n`)
  process.exitCode = found.length > 0 ? 1 : 0
}
