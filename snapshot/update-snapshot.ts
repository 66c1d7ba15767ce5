import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { defaultCredentials } from '../src/aws/default-credentials.ts'
import type { Snapshot } from '../src/catalog/load-snapshot.ts'
import { formatSnapshot } from './format-snapshot.ts'
import { regenerateSnapshot } from './regenerate-snapshot.ts'

/** `npm run snapshot`: writes config/catalog.json anew from what AWS lists in every Region that the account reaches. */
const { values } = parseArgs({
  options: {
    /** Further Regions, with commas between them. */
    regions: { type: 'string', default: '' },
    /** Profile of the AWS shared config files. */
    profile: { type: 'string' },
    /** In the place of AWS, for a try with a simulator. */
    endpoint: { type: 'string' },
    file: { type: 'string', default: 'config/catalog.json' },
  },
})

const old: Snapshot = JSON.parse(readFileSync(values.file, 'utf8'))
const { snapshot, report } = await regenerateSnapshot(
  {
    regions: values.regions.split(',').filter((region) => region !== ''),
    loadCredentials: once(
      defaultCredentials({ profile: values.profile ?? process.env.AWS_PROFILE, env: process.env, region: 'us-east-1' })
        .load,
    ),
    endpoint: values.endpoint === undefined ? undefined : new URL(values.endpoint),
    env: process.env,
  },
  old,
)
writeFileSync(values.file, formatSnapshot(snapshot))
process.stderr.write(`${report.join('\n')}\nWritten: ${values.file}. Look at the diff, then run \`npm test\`.\n`)

/** All Regions share one lookup: a role is assumed, or a process asked, once. */
function once<Result>(load: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => {
    result ??= load()
    return result
  }
}
