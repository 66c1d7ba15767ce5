import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Ignored by git; a version that was fetched stays until somebody removes it. */
const FOLDER = '.nodes'

/**
 * The folder with the `node` of a version, such as `24` or `22.18.0`, for this machine. It comes from the npm registry, where
 * a package for each system carries nothing but the binary, and is fetched once for a checkout.
 * @throws where the version is none, or npm cannot fetch it
 */
export function fetchNode(version: string, folder: string = FOLDER): string {
  if (!/^\d+(?:\.\d+){0,2}$/.test(version)) throw new Error('Which Node? Say a version, such as 24.')
  const name = packageOfNode(process.platform, process.arch)
  const place = resolve(folder, version)
  const bin = join(place, 'node_modules', name, 'bin')
  if (!existsSync(bin)) {
    const aside = `${place}-${process.pid}`
    mkdirSync(aside, { recursive: true })
    install(aside, `${name}@${version}`)
    putInPlace(aside, place)
  }
  return bin
}

/** The npm package that carries Node's binary for a system. */
export function packageOfNode(platform: string, arch: string): string {
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`
}

/** Without scripts: a binary needs none. */
function install(prefix: string, spec: string): void {
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', '--prefix', prefix, ...options, spec], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Another run may have been faster. */
function putInPlace(aside: string, place: string): void {
  try {
    renameSync(aside, place)
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(place)) throw error
  }
}
