import { ROUTINGS, type Routing } from '../../bedrock/routing.ts'
import { applicationProfileTags } from '../application-profile-tags.ts'
import { NO_ARNS, nothingBut } from '../found-file-rules.ts'
import { modelNames } from '../model-names.ts'
import { destinationList, regionList } from '../region-schemas.ts'
import type { SettingRows } from '../setting-row.ts'
import { oneOf } from '../setting-schemas.ts'

const ROUTING_NAMES = Object.keys(ROUTINGS) as Routing[]
const FAILOVERS = ['off', 'throttling'] as const
const SWITCH = ['on', 'off'] as const

/** Which inference profile stands in for a foundation model ID. */
export const ROUTING_ROWS = {
  routing: {
    key: 'routing',
    env: ['BEDROCK_PROXY_ROUTING'],
    placeholder: 'ROUTING',
    default: 'geo-first',
    changes: 'while-running',
    help: `How far a request may travel, one of ${ROUTING_NAMES.join(', ')}.`,
    note: '"-only" is a promise: what it does not allow is refused with 403, never sent. Without a Region, the default is global-first.',
    schema: oneOf(ROUTING_NAMES),
  },
  allowDestinations: {
    key: 'allow-destinations',
    env: ['BEDROCK_PROXY_ALLOW_DESTINATIONS'],
    placeholder: 'REGIONS',
    default: '',
    changes: 'while-running',
    help: 'Regions that may process a request, or patterns such as eu-*, with commas between them; * is anywhere. None: the routing alone decides.',
    note: 'What a profile could reach beyond them is never used.',
    schema: destinationList(),
  },
  failover: {
    key: 'failover',
    env: ['BEDROCK_PROXY_FAILOVER'],
    placeholder: 'WHEN',
    default: 'off',
    changes: 'while-running',
    help: `When another allowed profile of the model is tried, one of ${FAILOVERS.join(', ')}.`,
    note: 'A conversation stays where it was answered, for its prompt cache is there. One request in ten may be sent again, or three a minute.',
    schema: oneOf(FAILOVERS),
  },
  failoverRegions: {
    key: 'failover-regions',
    env: ['BEDROCK_PROXY_FAILOVER_REGIONS'],
    placeholder: 'REGIONS',
    default: '',
    changes: 'while-running',
    inFoundFile: nothingBut(''),
    help: 'Further Regions that a throttled request may go to with --failover, in their order, with commas between them; none by default.',
    note: 'Only under profiles whose destination Regions are all allowed for the Region that the client addressed. No request may pick one.',
    schema: regionList(),
  },
  repair: {
    key: 'repair',
    env: ['BEDROCK_PROXY_REPAIR'],
    placeholder: 'SWITCH',
    default: 'on',
    changes: 'while-running',
    help: `Whether a beta flag or a member that Bedrock refuses by name is taken out of a request, which is then sent again, one of ${SWITCH.join(', ')}.`,
    note: 'Only what Bedrock itself refused goes, for an hour, and never what limits or guards a request.',
    schema: oneOf(SWITCH),
  },
  models: {
    key: 'models',
    isMapping: true,
    env: [],
    default: '',
    changes: 'while-running',
    inFoundFile: NO_ARNS,
    help: 'Names of your own for models: a mapping of any name to a model ID or an ARN.',
    note: 'An agent keeps a plain name, and what it runs on is decided here. A file that merely lies in the working directory may name no ARNs.',
    example: `
  sonnet: anthropic.claude-sonnet-4-6
  anthropic.claude-haiku-4-5-20251001-v1:0: arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2c3`,
    schema: modelNames(),
  },
  applicationProfileTags: {
    key: 'applicationProfiles',
    isMapping: true,
    env: [],
    default: '',
    changes: 'while-running',
    help: 'The tags of the application inference profile that stands in for each model: a mapping with the key tags.',
    note: 'It is the one profile of your account that carries all of these tags.',
    example: `
  tags:
    team: search`,
    schema: applicationProfileTags(),
  },
} as const satisfies SettingRows
