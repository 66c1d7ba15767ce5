/**
 * True for a text that a pattern describes: `*` stands for any characters, every other character for itself. The first
 * place that fits is as good as any later one, so nothing is tried twice, whatever the pattern and the text.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  const [head = '', ...others] = pattern.split('*')
  const tail = others.pop()
  if (tail === undefined) return text === pattern
  if (!text.startsWith(head)) return false
  let at = head.length
  for (const literal of others) {
    const found = text.indexOf(literal, at)
    if (found === -1) return false
    at = found + literal.length
  }
  return text.length - tail.length >= at && text.endsWith(tail)
}

/** The same for ARNs, in which a `*` stays between its colons: no part of an ARN may stand for another one. */
export function matchesArn(arn: string, pattern: string): boolean {
  const parts = arn.split(':')
  const patterns = pattern.split(':')
  return parts.length === patterns.length && patterns.every((part, i) => matchesWildcard(parts[i] ?? '', part))
}
