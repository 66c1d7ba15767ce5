import { basename, resolve } from 'node:path'

/**
 * Where our own code imports a package of which it uses little, the bundle gets the file in `bundled/` that imports just that:
 * what is loaded at the start is paid at every start.
 */
const PARTS = {
  'node:http': 'node-http.js',
  undici: 'undici.js',
  'prom-client': 'prom-client.js',
  '@aws-sdk/credential-providers': 'credential-providers.js',
  '@smithy/eventstream-codec': 'eventstream-codec.js',
  '@aws-sdk/util-endpoints': 'util-endpoints.js',
  '@smithy/shared-ini-file-loader': 'shared-ini-file-loader.js',
}

/** What one file of ours takes of a package of which others take something else. */
const PARTS_OF_FILES = { 'open-session.ts': { '@aws-sdk/credential-providers': 'temporary-credentials.js' } }

/** The same where AWS's credential providers import one function of much that they do not use: the first of them runs at every start. */
const PROVIDERS = /node_modules\/@aws-sdk\/credential-provider[^/]*\/dist-es\//
const PARTS_OF_PROVIDERS = { '@aws-sdk/core/client': 'set-credential-feature.js' }

/** A plugin that puts these in place of the packages. */
export const partsAlone = {
  name: 'parts alone',
  setup({ onResolve }) {
    const source = resolve('src')
    const partFor = (path, importer) => {
      if (!importer.startsWith(source)) return PROVIDERS.test(importer) ? PARTS_OF_PROVIDERS[path] : undefined
      return PARTS_OF_FILES[basename(importer)]?.[path] ?? PARTS[path]
    }
    onResolve({ filter: /^[@a-z]/ }, ({ path, importer }) => {
      const part = partFor(path, importer)
      return part && { path: resolve('bundled', part), sideEffects: false }
    })
  },
}

/**
 * What files of these packages ask for as soon as they are loaded, and call for nothing that is done here: bodies that are forms,
 * HTTP/2 upstream, a log that pino itself writes, commands that are programs of their own.
 */
const LEFT_OUT = {
  undici: ['../web/fetch/body.js', './client-h2.js'],
  pino: ['worker_threads', './transport', './lib/transport', './lib/multistream', 'sonic-boom'],
  commander: ['node:child_process'],
}

const LEAVES_OUT = /node_modules\/(undici|pino|commander)\/(?!.*node_modules)/

/**
 * A plugin that puts a function which says so in their place. It is an error where nothing asks for one: a newer package calls it
 * otherwise, and it would be in the bundle.
 */
export const leftOut = {
  name: 'left out',
  setup({ onResolve, onLoad, onEnd }) {
    const unasked = new Set(
      Object.entries(LEFT_OUT).flatMap(([name, paths]) => paths.map((path) => `${path} of ${name}`)),
    )
    onResolve({ filter: /^[a-z.]/ }, ({ path, importer }) => {
      const [, name] = LEAVES_OUT.exec(importer) ?? []
      if (!LEFT_OUT[name]?.includes(path)) return undefined
      const part = `${path} of ${name}`
      unasked.delete(part)
      return { path: part, namespace: 'left-out' }
    })
    onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => {
      const message = JSON.stringify(`The bundle leaves out ${path} (docs/decisions/0009).`)
      return { contents: `module.exports = function leftOut() { throw new Error(${message}) }` }
    })
    onEnd(() => ({ errors: [...unasked].map((part) => ({ text: `Nothing asks for ${part} (bundled/parts.js).` })) }))
  },
}
