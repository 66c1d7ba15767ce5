/** True for a text that a pattern describes: `*` stands for any characters, every other character for itself. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const literals = pattern.split('*').map((literal) => literal.replace(/[^A-Za-z0-9]/g, '\\$&'))
  return new RegExp(`^${literals.join('.*')}$`).test(text)
}
