import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The packages of which code is in the bundle, by name and version, as the bundler's metadata has its inputs. */
export function bundledPackages(...metafiles) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs))
  const inputs = new Set(outputs.flatMap((output) => usedInputs(output)))
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
  const { name, version, license, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name} does not say under which licence it is`)
  return { name, version, license, repository: repository?.url ?? repository }
}

/** CycloneDX 1.6, without a date or a number of its own: the same packages give the same bytes. */
export function billOfMaterials(packages) {
  const own = JSON.parse(readFileSync('package.json', 'utf8'))
  const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...component(own) } },
    components: packages.map((one) => ({ type: 'library', ...component(one), ...hashes(locked[one.folder]) })),
  }
}

function component({ name, version, license }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { 'bom-ref': purl, name, version, purl, licenses: [{ expression: license }] }
}

/** The digest of what the registry serves, as the lock file has it and npm checks it. */
function hashes({ integrity = '' } = {}) {
  const digests = integrity.split(' ').filter((one) => one.startsWith('sha512-'))
  if (digests.length === 0) return {}
  const content = (digest) => Buffer.from(digest.slice('sha512-'.length), 'base64').toString('hex')
  return { hashes: digests.map((digest) => ({ alg: 'SHA-512', content: content(digest) })) }
}

/** The text of each licence, as its package ships it, or else as another package of the same repository does. */
export function licences(packages) {
  const texts = packages.map((one) => {
    const { name, version, license } = one
    return `${name} ${version} (${license})\n\n${licenceText(one) ?? textOfKin(one, packages)}\n`
  })
  const title = 'bedrock-profile-proxy has code of these packages in it, each under its licence.\n'
  return [title, ...texts].join(`\n${'-'.repeat(80)}\n\n`)
}

function licenceText({ folder }) {
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.|$)/i.test(one))
  return file && readFileSync(join(folder, file), 'utf8').trim()
}

/** Packages of one repository are under the licence that lies at its root; some of AWS's ship no copy of it. */
function textOfKin({ name, license, repository }, packages) {
  const kin = packages.find(
    (one) => repository && one.repository === repository && one.license === license && licenceText(one),
  )
  if (!kin) throw new Error(`${name} ships no text of its licence, and no package of its repository does`)
  return `As ${kin.name}, which is of the same repository, ${repository}, ships it:\n\n${licenceText(kin)}`
}
