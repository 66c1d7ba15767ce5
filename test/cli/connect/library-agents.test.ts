import { expect, it } from 'vitest'
import { LIBRARY_AGENTS } from '../../../src/cli/connect/library-agents.ts'
import { CONNECTION, GUARDED } from './sample-connection.ts'

const row = (name: string) => LIBRARY_AGENTS.find((agent) => agent.name === name)

it('LangChain gets the Region under both names', () => {
  const { region } = CONNECTION
  expect(row('langchain')?.env?.(CONNECTION)).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region })
})

it.each(LIBRARY_AGENTS.flatMap(({ name, code = [] }) => code.map((one) => ({ name, ...one }))))(
  'the $language program for $name quotes what it is given',
  ({ language, text }) => {
    const program = text(GUARDED)
    const secret = language === 'python' ? GUARDED.keyPair.secretAccessKey : GUARDED.token
    expect(program).toContain(JSON.stringify(secret))
    expect(program).toContain(GUARDED.url)
    expect(program).toContain(GUARDED.large.modelId)
  },
)
