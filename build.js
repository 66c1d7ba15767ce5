import { chmodSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** Bundled CommonJS packages ask for Node's own modules with `require`, which an ES module has not. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`

rmSync('dist', { recursive: true, force: true })

// One file per command and its parts: Node starts faster from a few files than from hundreds (docs/decisions/0009).
const { metafile } = await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
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
  banner: { js: REQUIRE },
  logLevel: 'warning',
  metafile: true,
})

for (const { entryPoint, exports } of Object.values(metafile.outputs)) {
  if (entryPoint && exports.join() === 'default') {
    throw new Error(
      `${entryPoint} is CommonJS and imported lazily: import it from a module of ours that is imported lazily.`,
    )
  }
}

// npm makes a bin executable when it installs it; a build after that replaces the file, and npx could not start it.
chmodSync('dist/main.js', 0o755)
