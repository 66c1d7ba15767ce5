import { METADATA_KEYS } from '../../bedrock/request-metadata.ts'
import { clientSettings, ROLE_ARN } from '../client-settings.ts'
import { LOOPBACK_ORIGIN, nothingBut } from '../found-file-rules.ts'
import type { SettingRows } from '../setting-row.ts'
import { endpointTemplate, someOf, textLike } from '../setting-schemas.ts'

/** Whose call a request is, as AWS knows it. */
export const IDENTITY_ROWS = {
  clientRole: {
    key: 'client-role',
    env: ['BEDROCK_PROXY_CLIENT_ROLE'],
    placeholder: 'ARN',
    otherwise: "every request is signed with the proxy's own credentials",
    inFoundFile: nothingBut(),
    help: 'Role that the requests of each named client are signed with, in a session named after the client and with its name as the session tag client.',
    note: "AWS then bills and logs each client's calls as its own. The proxy's credentials need sts:AssumeRole and sts:TagSession for it, on both sides.",
    example: 'arn:aws:iam::123456789012:role/bedrock-clients',
    schema: textLike(ROLE_ARN, 'the ARN of a role'),
  },
  clients: {
    key: 'clients',
    isMapping: true,
    env: [],
    default: '',
    inFoundFile: nothingBut(),
    help: 'What is set for one client alone, by the name of its token: role, externalId and tags, which become session tags.',
    example: `
  ci:
    role: arn:aws:iam::123456789012:role/bedrock-ci
    externalId: proxy
    tags:
      team: search`,
    schema: clientSettings(),
  },
  stsEndpoint: {
    key: 'sts-endpoint',
    env: ['BEDROCK_PROXY_STS_ENDPOINT'],
    placeholder: 'ORIGIN',
    otherwise: "AWS's endpoint for the Region",
    inFoundFile: LOOPBACK_ORIGIN,
    help: 'Where the sessions of clients are opened instead, such as a PrivateLink endpoint, with {region} where the Region stands.',
    note: 'Plain http:// only to a loopback host.',
    example: 'https://sts-fips.{region}.amazonaws.com',
    schema: endpointTemplate(),
  },
  metadata: {
    key: 'metadata',
    env: ['BEDROCK_PROXY_METADATA'],
    placeholder: 'KEYS',
    default: '',
    changes: 'while-running',
    help: `What Bedrock's invocation logs are told of a request that brings no metadata: any of ${METADATA_KEYS.join(', ')}, with commas between them.`,
    note: "The client's name, the agent's name and version, and Claude Code's session, for Converse and InvokeModel. Characters that AWS refuses become _.",
    schema: someOf(METADATA_KEYS),
  },
} as const satisfies SettingRows
