import { chmodSync } from 'node:fs'
import { defineConfig } from 'rolldown'

/**
 * One file per command and its parts: Node starts twice as fast from a few files as from hundreds (docs/decisions/0009).
 * The AWS clients are not part of the proxy: only `demo` uses one, where it is installed.
 */
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  external: [/^@aws-sdk\/client-/],
  output: { dir: 'dist', format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js', cleanDir: true },
  // npm makes a bin executable when it installs it; a build after that replaces the file, and npx could not start it.
  plugins: [{ name: 'executable-bin', writeBundle: () => chmodSync('dist/main.js', 0o755) }],
})
