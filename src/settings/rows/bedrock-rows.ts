import { LOOPBACK_ORIGIN, nothingBut } from '../found-file-rules.ts'
import { REGION_SCHEMA, regionList } from '../region-schemas.ts'
import type { SettingRows } from '../setting-row.ts'
import { endpointTemplate, oneOf, textLike } from '../setting-schemas.ts'

const SWITCH = ['on', 'off'] as const
const DISCOVERIES = ['auto', 'live', 'off'] as const

/** Which Bedrock is called, and as whom. */
export const BEDROCK_ROWS = {
  region: {
    key: 'region',
    env: ['BEDROCK_PROXY_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
    placeholder: 'REGION',
    isWorkedOut: true,
    otherwise: "the shared AWS config's Region, else us-east-1 with global profiles first",
    help: 'Source Region: its endpoint is called and its profiles are used.',
    example: 'eu-central-1',
    schema: REGION_SCHEMA,
  },
  allowRegions: {
    key: 'allow-regions',
    env: ['BEDROCK_PROXY_ALLOW_REGIONS'],
    placeholder: 'REGIONS',
    default: '',
    inFoundFile: nothingBut(''),
    help: 'Further Regions that a request may pick, by its path or an ARN, with commas between them.',
    schema: regionList(),
  },
  profile: {
    key: 'profile',
    env: ['AWS_PROFILE'],
    placeholder: 'NAME',
    help: 'Profile of the shared AWS config files that gives the credentials.',
    example: 'default',
    schema: textLike(/^[^\p{Cc}]+$/u, 'the name of a profile'),
  },
  runtimeEndpoint: {
    key: 'runtime-endpoint',
    env: ['BEDROCK_PROXY_RUNTIME_ENDPOINT'],
    placeholder: 'ORIGIN',
    otherwise: "AWS's endpoint for the Region",
    inFoundFile: LOOPBACK_ORIGIN,
    help: 'Where inference goes instead, such as a PrivateLink endpoint, with {region} where the Region stands; AWS_ENDPOINT_URL is not read.',
    note: 'Plain http:// only to a loopback host.',
    example: 'https://bedrock-runtime-fips.{region}.amazonaws.com',
    schema: endpointTemplate(),
  },
  controlPlaneEndpoint: {
    key: 'control-plane-endpoint',
    env: ['BEDROCK_PROXY_CONTROL_PLANE_ENDPOINT'],
    placeholder: 'ORIGIN',
    otherwise: "AWS's endpoint for the Region",
    inFoundFile: LOOPBACK_ORIGIN,
    help: 'Where inference profiles are listed instead, with {region} where the Region stands.',
    example: 'https://bedrock-fips.{region}.amazonaws.com',
    schema: endpointTemplate(),
  },
  mantle: {
    key: 'mantle',
    env: ['BEDROCK_PROXY_MANTLE'],
    placeholder: 'SWITCH',
    bare: 'on',
    default: 'off',
    help: `Whether /mantle/… goes to bedrock-mantle, Bedrock's other inference endpoint, one of ${SWITCH.join(', ')}.`,
    schema: oneOf(SWITCH),
  },
  discovery: {
    key: 'discovery',
    env: ['BEDROCK_PROXY_DISCOVERY'],
    placeholder: 'MODE',
    default: 'auto',
    help: 'How profiles become known: auto asks AWS and falls back on the snapshot, live starts only with an answer from AWS, off uses the snapshot.',
    schema: oneOf(DISCOVERIES),
  },
} as const satisfies SettingRows
