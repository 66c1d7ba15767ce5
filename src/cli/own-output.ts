import type { Writable } from 'node:stream'

/** The process's own streams, and how it ends. */
export type OutputStreams = { readonly stdout: Writable; readonly stderr: Writable; readonly exit: () => void }

/** What becomes of the process when nobody reads what it writes. */
export type OwnOutput = {
  /** From now on nothing: neither a reader that goes nor one that stops ends the process, or holds it up. */
  outlive(): void
}

/**
 * A command whose output nobody reads any more has nothing left to do: `models | head` ends with `head`. A command that does
 * more than print outlives its readers.
 */
export function ownOutput(streams: OutputStreams): OwnOutput {
  let isAllThereIs = true
  streams.stdout.on('error', () => isAllThereIs && streams.exit())
  return {
    outlive() {
      isAllThereIs = false
      const { stdout, stderr } = streams
      stderr.on('error', () => undefined)
      for (const stream of [stdout, stderr]) stopBlocking(stream)
    },
  }
}

/**
 * Node writes to a terminal synchronously, so that one that was stopped with Ctrl-S would stop everything. Its handle can do
 * without, as a pipe's does.
 */
function stopBlocking(stream: Writable & { _handle?: { setBlocking?: (isBlocking: boolean) => unknown } }): void {
  if ('isTTY' in stream && stream.isTTY) stream._handle?.setBlocking?.(false)
}
