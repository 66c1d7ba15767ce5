/** No page says later what it is. */
const LOOKED_AT_BYTES = 512
const PAGE =
  /^(?:\xef\xbb\xbf)?\s*(?:(?:<\?xml[^>]*\?>|<!--[^>]*-->)\s*)*<(?:!doctype\s+html|html|head|body|title)[\s>]/i
const [LESS_THAN, FIRST_OF_MARK] = Buffer.from('<\xef', 'latin1')

/** False for bytes with which no page begins, as it shows in the first byte of nearly every answer. */
export function mayStartAsHtml([first = 0]: Buffer): boolean {
  return first === LESS_THAN || first === FIRST_OF_MARK || (first <= 0x20 && first >= 0x09)
}

/**
 * True for the beginning of a page for a browser, whatever its headers call it. For nearly everything else that shows in its
 * first byte.
 */
export function startsAsHtml(bytes: Buffer): boolean {
  return mayStartAsHtml(bytes) && PAGE.test(bytes.toString('latin1', 0, LOOKED_AT_BYTES))
}
