import { expect, it } from 'vitest'
import { unifiedDiff } from '../../../../src/cli/connect/files/unified-diff.ts'

const plain = (_: string, text: string) => text

it('shows what goes and what comes, with the lines around it', () => {
  expect(unifiedDiff('/x', 'a\nb\nc\n', 'a\nB\nc\n', plain)).toEqual([
    '--- /x',
    '+++ /x',
    '@@ -1,3 +1,3 @@',
    ' a',
    '-b',
    '+B',
    ' c',
  ])
})

it('shows a new file as one that comes from nowhere', () => {
  expect(unifiedDiff('/x', undefined, 'a\n', plain)).toEqual(['--- /dev/null', '+++ /x', '@@ -0,0 +1,1 @@', '+a'])
})

it('colours what goes, what comes and where', () => {
  const painted = unifiedDiff('/x', 'a\n', 'b\n', (style, text) => `${style}:${text}`)
  expect(painted.slice(2)).toEqual(['cyan:@@ -1,1 +1,1 @@', 'red:-a', 'green:+b'])
})
