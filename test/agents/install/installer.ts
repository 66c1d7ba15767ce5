import { join } from 'node:path'
import type { Command } from '../run-command.ts'

/** How to install something with exact versions: what must be there, and the commands. */
export type Installer = {
  readonly needs: Command
  readonly steps: readonly Command[]
  readonly env: Readonly<Record<string, string>>
  /** False for a program of our own: it may have changed, and its build tool knows. */
  readonly isKept: boolean
  /** What a person has to provide, and has not. */
  readonly missing?: string
}

/** The installer into `folder`; what tools keep besides, they keep below `cache` or in their own caches of downloads. */
export type Install = (folder: string, cache: string) => Installer

/** Packages of the npm registry, to `node_modules`. */
export function fromNpm(...packages: string[]): Install {
  return (folder) => ({
    needs: ['npm', '--version'],
    steps: [['npm', 'install', '--prefix', folder, ...NPM_OPTIONS, ...packages]],
    env: {},
    isKept: true,
  })
}

const NPM_OPTIONS = ['--save-exact', '--no-audit', '--no-fund', '--loglevel=error']

/** Packages of PyPI, to a virtual environment in `venv`. */
export function fromPyPi(...packages: string[]): Install {
  return (folder) => ({
    needs: ['python3', '-c', 'import venv, ensurepip'],
    steps: [
      ['python3', '-m', 'venv', join(folder, 'venv')],
      [join(folder, 'venv/bin/pip'), 'install', '--quiet', '--disable-pip-version-check', ...packages],
    ],
    env: {},
    isKept: true,
  })
}

/** The classes of a Maven project of our own in `target/classes`, and in `lib` what they need. */
export function builtWithMaven(source: string): Install {
  return (folder, cache) => ({
    needs: ['mvn', '--version'],
    steps: [
      [
        'mvn',
        ...['--quiet', '--batch-mode', '--file', join(source, 'pom.xml')],
        ...[`-Dmaven.repo.local=${join(cache, 'm2')}`, `-Dturn.folder=${folder}`],
        ...['compile', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'lib')}`],
      ],
    ],
    env: {},
    isKept: false,
  })
}

/** The binary `program` of a Go program whose source tree a variable of the environment names. */
export function builtFromTree(variable: string): Install {
  const source = process.env[variable]
  if (source) return builtWithGo(source)
  return (folder, cache) => ({ ...builtWithGo('.')(folder, cache), missing: `${variable} names no source tree` })
}

/** The binary `program` of a Go module of our own, whose go.mod and go.sum pin what it needs. */
export function builtWithGo(source: string): Install {
  return (folder, cache) => ({
    needs: ['go', 'version'],
    steps: [['go', 'build', '-C', source, '-o', join(folder, 'program'), '.']],
    env: goEnvironment(cache),
    isKept: false,
  })
}

/** A module cache that can be deleted like any folder. */
function goEnvironment(cache: string) {
  return { GOPATH: join(cache, 'go'), GOFLAGS: '-modcacherw' }
}
