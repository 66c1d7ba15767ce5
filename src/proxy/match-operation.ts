import { ProxyError } from '../bedrock/errors.ts'
import { validateIdentifier } from '../bedrock/model-identifier.ts'
import type { Operation } from '../bedrock/operations.ts'
import { findOperation } from '../bedrock/path-grammar.ts'
import { whyNoOperation } from '../bedrock/routes-elsewhere.ts'
import { withoutUserInfo } from '../http/absolute-form.ts'
import type { Query } from '../http/query-string.ts'
import { remembering } from '../http/remembering.ts'

/** A request that names an operation of the table. */
export type MatchedOperation = {
  readonly operation: Operation
  /** The values of the path labels in the order of the path, decoded once, and validated but for a model: any string may be a name for one. */
  readonly labels: readonly string[]
  /** Without what the operation does not know. */
  readonly query: Query
  /** The Region that the path begins with, if it begins with one. */
  readonly region: string | undefined
}

/**
 * Finds the operation that a method and a raw request target name. Works on the raw bytes: no URL library gets to turn
 * `%2F` into a separator. A path may begin with a base path and with a Region. What is found is remembered: it is the same object
 * for the same target, until more targets than there is room for have come.
 * @throws ProxyError `unknown-operation`, `malformed-request`, `invalid-model-identifier`
 */
export function matchOperation(method: string, target: string): MatchedOperation {
  return MATCHED.get(method)?.(target) ?? match(method, target)
}

function match(method: string, target: string): MatchedOperation {
  const [path, query] = splitTarget(target)
  const named = findOperation(method, path)
  if (!named) throw unknownOperation(method, path)
  const { operation, rawLabels, region } = named
  const decodeModel = operation.model.in === 'path' ? decode : decodeLabel
  const labels = rawLabels.map((label, i) => (i === 0 ? decodeModel(label) : decodeLabel(label)))
  return { operation, labels, query: parseQuery(query, operation), region }
}

const MATCHED: ReadonlyMap<string, (target: string) => MatchedOperation> = new Map(
  ['POST', 'GET'].map((method) => [method, remembering((target) => match(method, target))]),
)

/** The path of an operation with its labels percent-encoded, each as one segment: the path that goes upstream. */
export function operationPath({ path, upstreamPath = path }: Operation, labels: readonly string[]): string {
  let next = 0
  return upstreamPath.replace(LABEL, () => encodeURIComponent(labels[next++] ?? ''))
}

const LABEL = /\{[A-Za-z]+\}/g

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?')
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
}

function decodeLabel(segment: string): string {
  return validateIdentifier(decode(segment))
}

/** What the operation does not know ends here, above all a signature of the client's. */
function parseQuery(query: string, { query: known }: Operation): Query {
  if (query === '') return []
  const parameters = query.split('&').map((parameter) => {
    const [name = '', ...value] = parameter.split('=')
    return [decode(name), decode(value.join('='))] as const
  })
  return parameters.filter(([name]) => known.includes(name))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new ProxyError(
      'malformed-request',
      'The request target has a broken percent escape. Encode every reserved character as % and two hex digits.',
      { cause },
    )
  }
}

/** Another method of the same path, else what the path itself tells. */
function adviceFor(method: string, path: string): string {
  const other = ['GET', 'POST'].find((one) => findOperation(one, path) !== undefined)
  return other ? `Send it as ${other}, not as ${method}.` : whyNoOperation(path)
}

/** What is shown of a path that may be as long as a head may be. */
const MAX_SHOWN_CHARACTERS = 200

function unknownOperation(method: string, path: string): ProxyError {
  const safe = withoutUserInfo(path)
  const shown = safe.length > MAX_SHOWN_CHARACTERS ? `${safe.slice(0, MAX_SHOWN_CHARACTERS)}…` : safe
  return new ProxyError(
    'unknown-operation',
    `${method} ${shown} is no operation of Amazon Bedrock runtime. ${adviceFor(method, path)}`,
  )
}
