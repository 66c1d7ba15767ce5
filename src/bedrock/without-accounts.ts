/**
 * A text without the account IDs in it: of an ARN what it names and where, of any other 12 digits the last four. For what is
 * shown to whoever may look, but need not know whose account it is.
 */
export function withoutAccounts(text: string): string {
  return HAS_ANY.test(text) ? text.replace(ARN, nameOfArn).replace(ACCOUNT, '…$1') : text
}

/** Nearly no text has one. */
const HAS_ANY = /\d{12}|arn(?::|%3a)/i

/** In a path the colons and slashes are percent-encoded. */
const ARN = /\barn(?::|%3a)aws[a-z-]*(?::|%3a)[a-z0-9-]*(?::|%3a)([a-z0-9-]*)(?::|%3a)(\d*)(?::|%3a)/gi
const ACCOUNT = /(?<![0-9a-z])\d{8}(\d{4})(?![0-9a-z])/gi

function nameOfArn(_arn: string, region: string, account: string): string {
  const where = [region, account && `…${account.slice(-4)}`].filter((part) => part !== '')
  return where.length === 0 ? '' : `${where.join(' ')} `
}
