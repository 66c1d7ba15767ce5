import { MAX_IDENTIFIER_LENGTH } from '../../bedrock/model-identifier.ts'
import { withoutSecrets } from '../../bedrock/without-secrets.ts'
import { withoutUserInfo } from '../../http/absolute-form.ts'
import type { IncomingRequest } from '../../http/dual-server.ts'
import { remembering } from '../../http/remembering.ts'

const UNSHOWN = /[^\x20-\x7e]/g

/** A client may send anything for a name, also a secret; what is shown of it may stand in a header and in a line. */
export const shownName = remembering((name) => {
  const escaped = withoutSecrets(name.slice(0, 2 * MAX_IDENTIFIER_LENGTH))
    .slice(0, MAX_IDENTIFIER_LENGTH)
    .replace(UNSHOWN, (unit) => `%u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return name.length > MAX_IDENTIFIER_LENGTH ? `${escaped}...` : escaped
})

/** Method and path, without the query and without secrets, as far as a line has room. */
export function shownTarget({ method = '', url = '' }: Pick<IncomingRequest, 'method' | 'url'>): string {
  return `${method} ${withoutSecrets(withoutUserInfo(pathOf(url))).slice(0, MAX_SHOWN_PATH)}`
}

/** A target without its query. */
export function pathOf(target: string): string {
  const [path = ''] = target.split('?', 1)
  return path
}

const MAX_SHOWN_PATH = 100
