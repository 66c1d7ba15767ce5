import { rmSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * `node run-typescript.js FILE ARGUMENTS…` runs a script of this checkout, on every Node: bundled into a file of its own in
 * `dist/` beside it, so that two runs at once do not disturb each other.
 */
const [file = '', ...argv] = process.argv.slice(2)
const bundle = resolve(dirname(file), 'dist', `${basename(file, '.ts')}-${process.pid}.js`)
process.on('exit', () => rmSync(bundle, { force: true }))

await build({
  entryPoints: [file],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
})
process.argv = [process.execPath, bundle, ...argv]
await import(pathToFileURL(bundle).href)
