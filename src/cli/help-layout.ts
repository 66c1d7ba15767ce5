import type { Help } from 'commander'
import { foldWords } from './columns.ts'

/** Beside its option a description needs so much room; else it goes below. */
const LEAST_WIDTH = 40
const INDENT = '      '

/** The parts of commander's help that differ from its own: on a narrow terminal nothing is squeezed into half of it. */
export const HELP_LAYOUT: Partial<Help> = {
  formatItem(this: Help, term, termWidth, description, helper) {
    const width = this.helpWidth ?? 80
    if (description === '') return `  ${term}`
    const room = width - termWidth - 4
    if (room < LEAST_WIDTH) {
      return [`  ${term}`, ...foldWords(description, width - INDENT.length).map((line) => INDENT + line)].join('\n')
    }
    const lines = foldWords(description, room)
    const padding = ' '.repeat(termWidth - helper.displayWidth(term))
    return [`  ${term}${padding}  ${lines[0]}`, ...lines.slice(1).map((line) => ' '.repeat(termWidth + 4) + line)].join(
      '\n',
    )
  },
}
