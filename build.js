import { chmodSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/** Bundled CommonJS packages ask for Node's own modules with `require`, which an ES module has not. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)`

rmSync('dist', { recursive: true, force: true })

// One file per command and its parts: Node starts faster from a few files than from hundreds (docs/decisions/0009).
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.18',
  // The AWS clients are not part of the proxy: only `demo` uses one, where it is installed.
  external: ['@aws-sdk/client-*'],
  banner: { js: REQUIRE },
  logLevel: 'warning',
})

// npm makes a bin executable when it installs it; a build after that replaces the file, and npx could not start it.
chmodSync('dist/main.js', 0o755)
