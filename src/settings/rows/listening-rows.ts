import { clientTokens } from '../client-tokens.ts'
import { LOOPBACK_HOST, nothingBut } from '../found-file-rules.ts'
import type { SettingRows } from '../setting-row.ts'
import { host, hostList, oneOf, onOrOff, textLike, wholeNumber } from '../setting-schemas.ts'

const SWITCH = ['on', 'off'] as const

/** Where the proxy listens, and who may reach it. */
export const LISTENING_ROWS = {
  host: {
    key: 'host',
    env: ['BEDROCK_PROXY_HOST'],
    placeholder: 'HOST',
    default: '127.0.0.1',
    inFoundFile: LOOPBACK_HOST,
    help: 'Address to listen on; a host that other machines can reach needs a client token.',
    schema: host(),
  },
  port: {
    key: 'port',
    env: ['BEDROCK_PROXY_PORT'],
    placeholder: 'PORT',
    default: '8223',
    help: 'Port to listen on; 0 takes any free port.',
    schema: wholeNumber(0, 65_535),
  },
  socket: {
    key: 'socket',
    env: ['BEDROCK_PROXY_SOCKET'],
    placeholder: 'PATH',
    inFoundFile: nothingBut(),
    help: 'Unix socket to listen on in place of host and port, by its absolute path; only its owner can use it.',
    example: '/run/user/1000/bedrock-profile-proxy.sock',
    schema: textLike(/^\/[^\p{Cc}]+$/u, 'an absolute path'),
  },
  allowHosts: {
    key: 'allow-hosts',
    env: ['BEDROCK_PROXY_ALLOW_HOSTS'],
    placeholder: 'HOSTS',
    default: '',
    inFoundFile: nothingBut(''),
    help: 'Names besides loopback that a request may give as its host, with commas between them.',
    schema: hostList(),
  },
  clientToken: {
    key: 'client-token',
    env: ['BEDROCK_PROXY_CLIENT_TOKEN'],
    secretFileEnv: 'BEDROCK_PROXY_CLIENT_TOKEN_FILE',
    placeholder: 'TOKEN',
    help: 'Token that clients must show or sign with, or several as NAME=TOKEN with commas between them; other users of the machine can read a flag, so prefer the variable.',
    note: 'Better kept out of this file: BEDROCK_PROXY_CLIENT_TOKEN_FILE names a secret.',
    example: 'laptop=change-me,ci=change-me-too',
    schema: clientTokens(),
  },
  insecureNoClientAuth: {
    key: 'insecure-no-client-auth',
    env: ['BEDROCK_PROXY_INSECURE_NO_CLIENT_AUTH'],
    default: 'false',
    inFoundFile: nothingBut('false'),
    help: 'Lets a host that other machines can reach do without a client token: whoever reaches it spends your AWS account.',
    schema: onOrOff(),
  },
  page: {
    key: 'page',
    env: ['BEDROCK_PROXY_PAGE'],
    placeholder: 'SWITCH',
    otherwise: 'on for a loopback host, else off',
    inFoundFile: nothingBut('off'),
    help: `Whether a browser is shown what the proxy does, at its own address, one of ${SWITCH.join(', ')}.`,
    note: 'It shows models, times and counts, never what was said, and asks for the client token where there is one.',
    example: 'off',
    schema: oneOf(SWITCH),
  },
} as const satisfies SettingRows
