import type { Reason } from './resolution.ts'

/** Why an identifier goes upstream as it does, in words after "because". */
export const REASON_SENTENCES: Readonly<Record<Reason, string>> = {
  'geographic-profile': "it is the inference profile of this Region's geography for the model",
  'global-profile': 'it is the global inference profile of the model',
  'foreign-geography': 'the requested profile cannot be called from this Region',
  'application-profile': 'it is the one application profile of the model with the configured tags',
  'no-application-profile': 'the model has no application profile with the configured tags, and this is the next best',
  'application-profile-not-taken':
    'the operation takes no application profile, so that this is called without the configured tags',
  configured: 'the settings map the requested name',
  routing: 'the routing does not allow the requested profile',
  'allow-destinations': 'the requested profile may send data to Regions that are not allowed',
  'on-demand': 'the model can be invoked on demand in this Region',
  'profile-of-region': 'it is a profile of this Region already',
  'takes-foundation-model': 'the operation takes foundation model IDs only',
  arn: 'an ARN names its own resource and is sent as it is',
  'not-in-region': 'the model is known, but this Region cannot reach it; Bedrock will refuse it',
  'unknown-region':
    'nothing is known of this Region: no listing was to be had, and this version has none; Bedrock will judge it',
  'end-of-life': 'AWS says that the model has reached the end of its life; Bedrock will refuse it',
  healed: 'Bedrock refused what the catalog says, and answered to this',
  failover: 'Bedrock throttles what would have been better',
  'unknown-model': 'the model is not known here, so Bedrock will judge it',
  mantle: 'bedrock-mantle takes IDs of its own and no profiles',
}
