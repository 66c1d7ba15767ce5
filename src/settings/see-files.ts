import { stat } from 'node:fs/promises'

/** Files, and how they stood at one moment. */
export type FilesSeen = {
  readonly paths: readonly string[]
  /** Differs whenever a file was written, replaced, opened to others, or led to another one by a link. */
  readonly states: string
}

/** Looks at files, which need not be there, without reading them. Never rejects. */
export async function seeFiles(paths: readonly string[]): Promise<FilesSeen> {
  return { paths, states: (await Promise.all(paths.map(stateOf))).join('\n') }
}

function stateOf(path: string): Promise<string> {
  return stat(path, { bigint: true }).then(
    ({ dev, ino, mode, size, mtimeNs, ctimeNs }) => [dev, ino, mode, size, mtimeNs, ctimeNs].join(),
    ({ code }: NodeJS.ErrnoException) => String(code),
  )
}
