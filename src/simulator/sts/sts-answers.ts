import { randomUUID } from 'node:crypto'
import type { Answer } from '../answer.ts'
import type { Session } from './sessions.ts'
import { StsRefusal } from './sts-refusal.ts'

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/'

/** What AssumeRole answers, in the XML of the query protocol. */
export function assumeRoleAnswer(session: Session): Answer {
  const { credentials, name, expiresAt } = session
  return result('AssumeRole', {
    AssumedRoleUser: { AssumedRoleId: `AROASIMULATED:${name}`, Arn: assumedRoleArn(session) },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(expiresAt).toISOString().replace(/\.\d{3}/, ''),
    },
    PackedPolicySize: String(Math.min(100, Object.keys(session.tags).length)),
  })
}

/** What GetCallerIdentity answers. */
export function callerIdentityAnswer(arn: string): Answer {
  return result('GetCallerIdentity', { Arn: arn, UserId: 'AIDASIMULATED', Account: accountOf(arn) })
}

/** How AWS names who calls with a session of a role. */
export function assumedRoleArn({ roleArn, name }: Pick<Session, 'roleArn' | 'name'>): string {
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return `arn:${roleArn.split(':')[1]}:sts::${accountOf(roleArn)}:assumed-role/${role}/${name}`
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? ''
}

/** The answer that tells of a refusal; whatever is none is a failure of the simulator. */
export function stsRefusalAnswer(error: unknown): Answer {
  const { status, code, message } =
    error instanceof StsRefusal ? error : new StsRefusal(500, 'InternalFailure', String(error))
  const fault = status < 500 ? 'Sender' : 'Receiver'
  return xml(status, 'ErrorResponse', {
    Error: { Type: fault, Code: code, Message: message },
    RequestId: randomUUID(),
  })
}

type Xml = { readonly [name: string]: string | Xml }

function result(action: string, content: Xml): Answer {
  return xml(200, `${action}Response`, {
    [`${action}Result`]: content,
    ResponseMetadata: { RequestId: randomUUID() },
  })
}

function xml(status: number, root: string, content: Xml): Answer {
  const bytes = Buffer.from(`<${root} xmlns="${NAMESPACE}">${elements(content)}</${root}>`)
  return { status, headers: { 'content-type': 'text/xml', 'content-length': String(bytes.length) }, chunks: [bytes] }
}

function elements(content: Xml): string {
  return Object.entries(content)
    .map(([name, inner]) => `<${name}>${typeof inner === 'string' ? escaped(inner) : elements(inner)}</${name}>`)
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
