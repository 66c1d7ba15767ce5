import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Builds the binary once, before any test: tests that run it would meet it half built by another. */
export default function buildBinary(): void {
  execFileSync(process.execPath, ['build.js'], { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' })
}
