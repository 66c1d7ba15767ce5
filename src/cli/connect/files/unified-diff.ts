import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { Paint } from '../../print.ts'

/** The change from one text to another as a unified diff, in colour where the terminal takes it. */
export function unifiedDiff(name: string, before: string | undefined, after: string, paint: Paint): string[] {
  const oldName = before === undefined ? '/dev/null' : name
  const patch = createTwoFilesPatch(oldName, name, before ?? '', after, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  })
  return patch
    .trimEnd()
    .split('\n')
    .map((line) => painted(line, paint))
}

function painted(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint('green', line)
  if (line.startsWith('-')) return paint('red', line)
  return line.startsWith('@') ? paint('cyan', line) : line
}
