import { CREDENTIAL_TROUBLES } from '../../src/aws/sign-in/credential-troubles.ts'
import { DENIALS } from '../../src/bedrock/advice/denials.ts'
import { QUOTAS } from '../../src/bedrock/advice/quotas.ts'
import { REFUSED_REQUESTS } from '../../src/bedrock/advice/refused-requests.ts'
import type { AdviceRow } from '../../src/bedrock/advice-row.ts'
import { generalAdvice } from '../../src/bedrock/aws-advice.ts'
import { ERRORS, type ErrorCode } from '../../src/bedrock/errors.ts'
import { CLIENT_MESSAGES } from './client-messages.ts'
import { OWN_MESSAGES, type OwnMessage } from './own-messages.ts'
import { START_MESSAGES } from './start-messages.ts'
import { OTHER_ANSWERS } from './way-messages.ts'

/** The text of docs/troubleshooting.md: a heading for each message that people look for. */
export function troubleshootingMarkdown(): string {
  return `${[
    INTRODUCTION,
    part('What AWS says of permissions and credentials', DENIALS.map(ofAws)),
    part('What AWS says of quotas', QUOTAS.map(ofAws)),
    part('What AWS says of a request', REFUSED_REQUESTS.map(ofAws)),
    part(
      'What agents and SDKs say',
      CLIENT_MESSAGES.map((row) => entry(row.says, row.who, row)),
    ),
    part('What the proxy answers', ofProxy()),
    part(
      'What ends a stream, or stands in the place of a list',
      OTHER_ANSWERS.map((row) => entry(row.says, undefined, row)),
    ),
    part('What the proxy says of its credentials', CREDENTIAL_TROUBLES.map(ofCredentials)),
    part(
      'What the commands say',
      START_MESSAGES.map((row) => entry(row.says, undefined, row)),
    ),
  ].join('\n\n')}\n`
}

const INTRODUCTION = `# Troubleshooting
A heading for each message that people look for, as far as it is always the same; \`…\` stands for the rest. Made by \`npm run docs\` from what the proxy itself
says (\`src/bedrock/advice/\`, \`src/aws/sign-in/troubles/\`) and from \`test/troubleshooting-document/\`.

Not sure where to begin? \`bedrock-profile-proxy doctor\` looks at everything that the proxy needs. The log, on standard error, has a line for each request, with
what was asked for, what was sent, and advice where AWS refused.

A message about the model that comes from AWS in words that the proxy should have prevented mostly means that the call went past it: a line is missing
where the client runs. Whose answer it was stands in the log: one of the proxy’s own has its code there, such as \`policy-refused\`.`

type Told = Pick<OwnMessage, 'cause' | 'remedy'>

function ofAws(row: AdviceRow): string {
  return entry(row.sentence, `AWS, status ${row.statuses.join(' or ')}`, generalAdvice(row))
}

function ofProxy(): string[] {
  const codes = Object.keys(OWN_MESSAGES) as ErrorCode[]
  return codes.flatMap((code) => {
    const { status, exception } = ERRORS[code]
    return OWN_MESSAGES[code].map((row) => entry(row.says, `${status} ${exception}, \`${code}\` in the log`, row))
  })
}

function ofCredentials({ kind, what, remedy }: (typeof CREDENTIAL_TROUBLES)[number]): string {
  return `### ${plain(what({}))}\n403, \`${kind}\` in the log\n\n${remedy({})}`
}

function entry(says: string, who: string | undefined, { cause, remedy }: Told): string {
  return [`### ${plain(says)}`, ...(who === undefined ? [] : [who, '']), `${cause} ${remedy}`].join('\n')
}

function part(title: string, entries: readonly string[]): string {
  return [`## ${title}`, ...entries].join('\n\n')
}

/** The message in a heading, where it is no markup. */
function plain(message: string): string {
  return message.replace(/[*_<>`[\]]/g, '\\$&')
}
