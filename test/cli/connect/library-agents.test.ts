import { expect, it } from 'vitest'
import { LIBRARY_AGENTS } from '../../../src/cli/connect/library-agents.ts'
import { CONNECTION, GUARDED, ONE_MODEL } from './sample-connection.ts'

const row = (name: string) => LIBRARY_AGENTS.find((agent) => agent.name === name)

it.each(['boto3', 'langchain'])('%s gets the Region under both names', (name) => {
  const { region } = CONNECTION
  expect(row(name)?.env?.(CONNECTION)).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region })
})

it.each(LIBRARY_AGENTS.flatMap(({ name, code = [] }) => code.map((one) => ({ name, ...one }))))(
  'the $language program for $name quotes what it is given',
  ({ language, text }) => {
    const program = text(GUARDED)
    if (language !== 'yaml') expect(program).toContain(JSON.stringify(GUARDED.token))
    expect(program).toContain(GUARDED.url)
    expect(program).toContain(GUARDED.large.modelId)
  },
)

it('LiteLLM lists a model once where it is both the large and the small one', () => {
  const [yaml] = row('litellm')?.code ?? []
  expect(yaml?.text(ONE_MODEL).match(/model_name/g)).toHaveLength(1)
  expect(yaml?.text(CONNECTION).match(/model_name/g)).toHaveLength(2)
})
