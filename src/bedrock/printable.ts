/**
 * What a terminal, or who reads on it, would obey in place of showing it: the C0 and C1 controls and DEL, the marks and
 * overrides of writing direction, and the separators that are line breaks to some.
 */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu

/** The text with each character that is obeyed written out, such as `\u009b`; for sentences that name what somebody sent. */
export function printable(text: string): string {
  return text.replace(OBEYED, escaped)
}

/** The same for a line of JSON, which means what it meant. Its own line break stays. */
export function printableJson(line: string): string {
  if (IS_PLAIN.test(line)) return line
  return line.replace(OBEYED, (character) => (character === '\n' ? character : escaped(character)))
}

/** As nearly every line is. */
const IS_PLAIN = /^[\n\x20-\x7e]*$/

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
