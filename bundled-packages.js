import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The packages of which code is in the bundle, by name and version, as the bundler's metadata has its inputs. */
export function bundledPackages({ outputs }) {
  const inputs = new Set(Object.values(outputs).flatMap((output) => usedInputs(output)))
  const folders = new Set([...inputs].flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
  const packages = [...folders].map((folder) => ({ folder, ...packageIn(folder) }))
  return [...new Map(packages.map((one) => [`${one.name}@${one.version}`, one])).values()].sort((a, b) =>
    `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
  )
}

/** What was read but of which nothing is left is not in the bundle. */
function usedInputs({ inputs }) {
  return Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name} does not say under which licence it is`)
  return { name, version, license }
}

/** CycloneDX 1.6, without a date or a number of its own: the same packages give the same bytes. */
export function billOfMaterials(packages) {
  const own = JSON.parse(readFileSync('package.json', 'utf8'))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...component(own) } },
    components: packages.map((one) => ({ type: 'library', ...component(one) })),
  }
}

function component({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] }
}

/** The text of each licence, as its package ships it. */
export function licences(packages) {
  const texts = packages.map(({ folder, name, version, license }) => {
    const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|$)/i.test(one))
    const text =
      file === undefined ? 'The package ships no text of it.' : readFileSync(join(folder, file), 'utf8').trim()
    return `${name} ${version} (${license})\n\n${text}\n`
  })
  const title = 'bedrock-profile-proxy has code of these packages in it, each under its licence.\n'
  return [title, ...texts].join(`\n${'-'.repeat(80)}\n\n`)
}
