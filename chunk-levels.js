import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const MAIN = 'src/main.ts'

/** The program that is to start fast. */
const SERVE = 'src/cli/commands/serve.ts'

/** What lifts whatever loads it by a level: the way to AWS, and the proxy. */
const LIFTS = ['bundled/undici.js', 'src/app.ts']

/**
 * A plugin for a second build with the options of the one that this metafile is of: by it `serve` loads few chunks.
 *
 * esbuild makes a chunk for each set of entries, lazily loaded files among them, that need the same files, as if any of them could
 * come first. So what `serve` loads fell into sixty chunks, each of which costs a start a millisecond. Here each lazily loaded
 * file says that it wants all that `serve` and the start need up to its own level, most of which is loaded when its turn comes: that
 * makes one chunk of a level.
 */
export function chunksByLevel(metafile) {
  const loads = filesByEntry(metafile)
  const levels = levelsOf(loads, metafile)
  const common = [...new Set([MAIN, SERVE].flatMap((entry) => [...loads.get(entry)]))].filter(
    (file) => file.startsWith('src/') && entriesWith(file, loads).length > 1,
  )
  const lowest = (file) => Math.min(...entriesWith(file, loads).map((entry) => levels.get(entry)))
  const wanted = (entry) => common.filter((file) => file !== entry && lowest(file) <= levels.get(entry))
  const added = new Map(
    [...loads.keys()].filter((entry) => entry !== MAIN).map((entry) => [resolve(entry), wanted(entry)]),
  )
  return {
    name: 'chunks by level',
    setup({ onLoad }) {
      onLoad({ filter: /\.(?:ts|m?js)$/ }, ({ path }) =>
        added.has(path) ? withImports(added.get(path), path) : undefined,
      )
    },
  }
}

function withImports(files, path) {
  const imports = files.map((file) => `import ${JSON.stringify(resolve(file))};`).join('')
  return { contents: imports + readFileSync(path, 'utf8'), loader: path.endsWith('.ts') ? 'ts' : 'js' }
}

/** What is loaded with each entry, as far as anything of it is used. */
function filesByEntry({ outputs }) {
  const chunksWith = (path, found = new Set()) => {
    if (found.has(path)) return found
    found.add(path)
    for (const { path: next, kind } of outputs[path].imports) {
      if (kind === 'import-statement' && outputs[next]) chunksWith(next, found)
    }
    return found
  }
  const filesIn = (path) =>
    Object.entries(outputs[path].inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []))
  const entries = Object.keys(outputs).filter((path) => outputs[path].entryPoint)
  return new Map(entries.map((path) => [outputs[path].entryPoint, new Set([...chunksWith(path)].flatMap(filesIn))]))
}

/** An entry is as high as what it loads itself, and as the lowest of the entries that lead to it: those have all of their own level. */
function levelsOf(loads, metafile) {
  const levels = new Map([...loads].map(([entry, files]) => [entry, ownLevel(entry, files)]))
  const raised = ([entry, level]) =>
    Math.max(level, Math.min(...leadingTo(entry, loads, metafile).map((one) => levels.get(one))))
  for (let next = [...levels]; next.length > 0; ) {
    next = [...levels].filter((one) => one[0] !== MAIN && raised(one) > one[1])
    for (const one of next) levels.set(one[0], raised(one))
  }
  return levels
}

function ownLevel(entry, files) {
  return entry === MAIN ? 0 : 2 + LIFTS.findLastIndex((lift) => files.has(lift))
}

/** The entries that load a file at once, besides itself, or lazily. */
function leadingTo(entry, loads, { inputs }) {
  const loaders = Object.keys(inputs).filter((file) => inputs[file].imports.some(({ path }) => path === entry))
  return loaders.flatMap((file) => entriesWith(file, loads)).filter((one) => one !== entry)
}

function entriesWith(file, loads) {
  return [...loads].flatMap(([entry, files]) => (files.has(file) ? [entry] : []))
}
