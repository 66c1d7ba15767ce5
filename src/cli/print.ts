import type { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { CliContext } from './cli-context.ts'
import { isTerminal } from './page-width.ts'

/** How a piece of text is shown on a terminal that knows colours. */
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'
/** Shows a piece of text in a style, or as it is where the stream takes no colours. */
export type Paint = (style: Style, text: string) => string

/** Writes lines, each with its line break. */
export function printLines(stream: Writable, lines: readonly string[]): void {
  stream.write(lines.map((line) => `${line}\n`).join(''))
}

/** Tells on standard error what is good to know, a sentence each. */
export function printNotes({ stderr, env }: Pick<CliContext, 'stderr' | 'env'>, notes: readonly string[]): void {
  const paint = paintFor(stderr, env)
  printLines(
    stderr,
    notes.map((note) => `${paint('yellow', 'note:')} ${note}`),
  )
}

/** True on a terminal whose user has not asked for plain text (https://no-color.org). */
export function usesColor(stream: Writable, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal(stream) && !env.NO_COLOR
}

/** Paints for a stream; leaves text as it is where the stream takes no colours. */
export function paintFor(stream: Writable, env: Readonly<Record<string, string | undefined>>): Paint {
  if (!usesColor(stream, env)) return (_style, text) => text
  return (style, text) => styleText(style, text, { validateStream: false })
}
