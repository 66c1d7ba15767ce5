import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'
import { leftOut, partsAlone } from './bundled/parts.js'
import { billOfMaterials, bundledPackages, licences } from './bundled-packages.js'
import { chunksByLevel } from './chunk-levels.js'

/** Bundled CommonJS packages ask for Node's own modules with `require`, which an ES module has not. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);\n`

/** Built here first: whoever runs `dist/` meanwhile, such as the tests, never meets it half written. */
const ASIDE = `.dist-${process.pid}`

const PARTS = [partsAlone, leftOut]

const OPTIONS = {
  entryPoints: ['src/main.ts'],
  outdir: ASIDE,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // ES modules where a package has them: esbuild loses the names of a CommonJS module that is imported lazily.
  mainFields: ['module', 'main'],
  target: 'node20.18',
  // The AWS clients are not part of the proxy: only `demo` uses one, where it is installed.
  external: ['@aws-sdk/client-*'],
  logLevel: 'warning',
  metafile: true,
  write: false,
}

/** Beside the chunks, in the order in which they are put into place. */
const BESIDE = ['sbom.cdx.json', 'THIRD-PARTY-LICENSES.txt', 'page.css', 'page.js', 'main.js']

try {
  describe(await bundle(), await bundlePage())
  await writeSettingsSchema()
  putInPlace()
} finally {
  rmSync(ASIDE, { recursive: true, force: true })
}

// One file per command and its parts: Node starts faster from a few files than from hundreds (docs/decisions/0009).
async function bundle() {
  const inMany = await build({ ...OPTIONS, plugins: PARTS })
  const { metafile, outputFiles } = await build({
    ...OPTIONS,
    plugins: [...PARTS, chunksByLevel(inMany.metafile)],
  })
  refuseLazyCommonJs(metafile)
  mkdirSync(join(ASIDE, 'chunks'), { recursive: true })
  await writeWithoutSpace(outputFiles, (code) => (/\brequire\b/.test(code) ? REQUIRE : ''))

  // npm makes a bin executable when it installs it; a build after that replaces the file, and npx could not start it.
  chmodSync(join(ASIDE, 'main.js'), 0o755)
  return metafile
}

/**
 * What is read at a start, and stays in memory. Names stay, lines are short, and above each piece stands still which file it
 * was, so that a stack trace reads.
 */
async function writeWithoutSpace(outputFiles, bannerFor = () => '') {
  for (const { path, text } of outputFiles) {
    const marked = text.replace(/^\/\/ (?=\S+\.\w+$)/gm, '//! ')
    const { code } = await transform(marked, { minifyWhitespace: true, legalComments: 'inline', lineLimit: 120 })
    writeFileSync(
      path,
      code.replace(/^(?:#!.*\n)?/, (hashbang) => hashbang + bannerFor(code)),
    )
  }
}

/** esbuild loses the names of a CommonJS module that is imported lazily. */
function refuseLazyCommonJs({ outputs }) {
  for (const { entryPoint, exports } of Object.values(outputs)) {
    if (entryPoint && exports.join() === 'default') {
      throw new Error(
        `${entryPoint} is CommonJS and imported lazily: import it from a module of ours that is imported lazily.`,
      )
    }
  }
}

/** What a browser gets is in files of its own, which the proxy reads when it is asked for them. */
async function bundlePage() {
  const { metafile, outputFiles } = await build({
    entryPoints: { page: 'src/page/main.ts' },
    outdir: ASIDE,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome120', 'firefox120', 'safari17'],
    logLevel: 'warning',
    metafile: true,
    write: false,
  })
  await writeWithoutSpace(outputFiles)
  copyFileSync('src/page/page.css', join(ASIDE, 'page.css'))
  return metafile
}

/** Says what is in the bundle, by the bundler's own account of it: a bill of materials, and the licence of each package. */
function describe(...metafiles) {
  const packages = bundledPackages(...metafiles)
  writeFileSync(join(ASIDE, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(packages), null, 2)}\n`)
  writeFileSync(join(ASIDE, 'THIRD-PARTY-LICENSES.txt'), licences(packages))
}

/** The settings table as editors read it. It stands in no commit: a new setting would be said once more. */
async function writeSettingsSchema() {
  const { outputFiles } = await build({
    entryPoints: ['src/settings/settings-json-schema.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  })
  const { text } = outputFiles[0]
  const { SCHEMA_FILE, settingsJsonSchema } = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  writeFileSync(join(ASIDE, SCHEMA_FILE), `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`)
  renameSync(join(ASIDE, SCHEMA_FILE), join('config', SCHEMA_FILE))
}

/**
 * Every file replaces its namesake in one step: first the chunks, whose names tell what is in them, then `main.js`, which
 * asks for them. What the last build left and this one does not need goes at the end.
 */
function putInPlace() {
  const chunks = readdirSync(join(ASIDE, 'chunks'))
  mkdirSync('dist/chunks', { recursive: true })
  for (const name of chunks) renameSync(join(ASIDE, 'chunks', name), join('dist/chunks', name))
  for (const name of BESIDE) renameSync(join(ASIDE, name), join('dist', name))
  for (const name of readdirSync('dist/chunks')) {
    if (!chunks.includes(name)) rmSync(join('dist/chunks', name), { force: true })
  }
}
