import { stripVTControlCharacters, styleText } from 'node:util'
import { describe, expect, it } from 'vitest'
import { alignColumns, foldWords } from '../../src/cli/columns.ts'

const bold = (text: string) => styleText('bold', text, { validateStream: false })
const widthOf = (line: string) => stripVTControlCharacters(line).length

describe('alignColumns', () => {
  it('aligns by what is seen, without blanks at the end', () => {
    const lines = alignColumns([
      [bold('A'), 'B', ''],
      ['long', 'x', 'note'],
    ])
    expect(lines).toEqual([`${bold('A')}     B`, 'long  x  note'])
  })

  it('folds the last column where only that is too wide', () => {
    const lines = alignColumns(
      [
        ['Region', 'eu-central-1'],
        ['Destinations', 'eu-central-1, eu-north-1, eu-west-1, eu-west-3'],
      ],
      40,
    )
    expect(lines).toEqual([
      'Region        eu-central-1',
      'Destinations  eu-central-1, eu-north-1,',
      '              eu-west-1, eu-west-3',
    ])
  })

  it('puts a row on several lines where there is no room beside its first cell', () => {
    const lines = alignColumns(
      [
        ['MODEL ID', 'RESOLVES TO', 'NOTE'],
        ['anthropic.claude-sonnet-4-6', 'eu.anthropic.claude-sonnet-4-6', ''],
        ['amazon.titan-embed-text-v2:0', 'itself', 'ends 2027-01-01'],
      ],
      56,
    )
    expect(lines).toEqual([
      'MODEL ID',
      '  RESOLVES TO                     NOTE',
      'anthropic.claude-sonnet-4-6',
      '  eu.anthropic.claude-sonnet-4-6',
      'amazon.titan-embed-text-v2:0',
      '  itself                          ends 2027-01-01',
    ])
  })

  it.each([24, 30, 40, 60, 80])('keeps to %i columns, but for words that are wider by themselves', (width) => {
    const rows = [
      ['one', 'a b c d e f g h i j k l m n', bold('word '.repeat(30).trim())],
      ['longer-than-the-others', 'x', 'y'],
    ]
    const lines = alignColumns(rows, width)
    expect(lines.filter((line) => widthOf(line) > width)).toEqual([])
    expect(lines.join(' ').match(/word/g)).toHaveLength(30)
  })

  it('has no lines for no rows', () => {
    expect(alignColumns([], 10)).toEqual([])
  })
})

describe('foldWords', () => {
  it('breaks between words, and no word', () => {
    expect(foldWords('a bb ccc dddddddddd', 6)).toEqual(['a bb', 'ccc', 'dddddddddd'])
    expect(foldWords('fits', 10)).toEqual(['fits'])
  })
})
