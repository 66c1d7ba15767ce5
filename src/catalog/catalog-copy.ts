import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Catalog } from '../bedrock/catalog.ts'
import { type CopyOwner, copyLocation } from './copy-location.ts'
import { readPrivateFile, UntrustedFileError, writePrivateFile } from './private-file.ts'

/** The last good catalog of a Region on disk. Neither method rejects: what fails is told once and done without. */
export type CatalogCopy = {
  /** The copy; undefined where there is none, or none that is to be trusted and not older than the snapshot. */
  read(): Promise<Catalog | undefined>
  write(catalog: Catalog): Promise<void>
}

/** Whose copy it is, and who hears of what is wrong with it. */
export type CatalogCopyOptions = CopyOwner & {
  /** The day of the snapshot, as `YYYY-MM-DD`: a new version of the proxy knows more than a forgotten copy. */
  readonly notBefore: string
  readonly userId: number | undefined
  readonly onWarning: (message: string) => void
}

/** Some fifty times what AWS lists; a thousand application profiles take half a megabyte. */
const MAX_COPY_BYTES = 8 * 1024 * 1024
/** Temporary credentials have a key ID, and so a copy, of their own each time. */
const MAX_COPY_AGE_MS = 30 * 24 * 60 * 60_000

/** Opens nothing yet. */
export function createCatalogCopy(options: CatalogCopyOptions): CatalogCopy {
  const { path, isOfOneAccount } = copyLocation(options)
  const trust = { userId: options.userId, maxBytes: MAX_COPY_BYTES }
  const warn = onceEach(options.onWarning)
  return {
    async read() {
      try {
        const text = await readPrivateFile(path, trust)
        const kept = text === undefined ? undefined : (await format()).parseCopy(text, options.region)
        return kept && kept.asOf >= options.notBefore ? kept : undefined
      } catch (error) {
        warn(`The copy of the catalog in ${path} is ignored: ${reasonOf(error)}. Delete it to be rid of this warning.`)
        return undefined
      }
    },
    async write(catalog) {
      try {
        const kept = isOfOneAccount ? catalog : { ...catalog, applicationProfiles: [] }
        await writePrivateFile(path, (await format()).copyText(kept), trust)
        await removeOldFiles(dirname(path))
      } catch (error) {
        warn(`The catalog could not be copied to ${path}: ${reasonOf(error)}. Without a copy, a start knows less.`)
      }
    },
  }
}

/** Loaded with the first copy that is read or written: its schemas are much to load for a start without any. */
function format() {
  return import('./copy-format.ts')
}

/** A parser's message would quote the file. */
function reasonOf(error: unknown): string {
  if (error instanceof UntrustedFileError) return error.message
  return (error as NodeJS.ErrnoException).code ?? 'it is no catalog'
}

function onceEach(tell: (message: string) => void): (message: string) => void {
  const told = new Set<string>()
  return (message) => {
    if (!told.has(message)) tell(message)
    told.add(message)
  }
}

/** Another proxy may be at the same work, so that a file is gone when it is looked at. */
async function removeOldFiles(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  for (const path of paths) {
    const stats = await stat(path).catch(() => undefined)
    if (stats?.isFile() && Date.now() - stats.mtimeMs > MAX_COPY_AGE_MS) await rm(path, { force: true })
  }
}
