import type { Help } from 'commander'
import { foldWords } from './columns.ts'

/** Beside its option a description needs so much room; else it goes below. */
const LEAST_WIDTH = 40
const INDENT = '      '

/** An option or a command in a help page, whose terms are all put into `termWidth`: on a narrow terminal nothing is squeezed into half of it. */
export function helpItem(term: string, termWidth: number, description: string, width: number): string {
  if (description === '') return `  ${term}`
  const room = width - termWidth - 4
  if (room < LEAST_WIDTH) {
    return [`  ${term}`, ...foldWords(description, width - INDENT.length).map((line) => INDENT + line)].join('\n')
  }
  const [first, ...further] = foldWords(description, room)
  return [`  ${term.padEnd(termWidth)}  ${first}`, ...further.map((line) => ' '.repeat(termWidth + 4) + line)].join(
    '\n',
  )
}

/** The part of commander's help that differs from its own. */
export const HELP_LAYOUT: Partial<Help> = {
  formatItem(this: Help, term, termWidth, description) {
    return helpItem(term, termWidth, description, this.helpWidth ?? 80)
  },
}
