import { BETA_FLAGS, type BetaReader } from '../../src/bedrock/beta-flags.ts'
import { CONTRACT_RULES, type ContractRule } from './contract-rules.ts'

const READERS: readonly (readonly [reader: BetaReader, heading: string])[] = [
  ['invoke', 'InvokeModel'],
  ['messages', 'Messages'],
  ['converse', 'Converse'],
  ['count', 'CountTokens'],
  ['mantle', 'mantle'],
]

/** docs/contract.md, out of the tables: what becomes of each rule, and which beta flags Bedrock is known to take. */
export function contractMarkdown(): string {
  return [
    '# What clients may rely on',
    'The rules that Claude Code and OpenAI clients have for a gateway, what this proxy makes of each, and the test that holds it. Made by `npm run docs` from',
    '`test/contract-document/contract-rules.ts` and `src/bedrock/beta-flags.ts`.',
    '',
    ...(['Claude Code', 'Codex and OpenAI clients'] as const).flatMap(sectionOf),
    '## Beta flags',
    'Which flags Bedrock is known to take; everything else is unknown to it. Nothing is taken out until Bedrock has refused a request for it.',
    '',
    `| flag | ${READERS.map(([, heading]) => heading).join(' | ')} | source |`,
    `|---|${READERS.map(() => '---').join('|')}|---|`,
    ...BETA_FLAGS.map(
      ({ flag, takenBy, knownAs, source, date }) =>
        `| \`${flag}\`${knownAs ? ` → \`${knownAs}\`` : ''} | ${READERS.map(([reader]) => (takenBy.includes(reader) ? 'yes' : '–')).join(' | ')} | ${source}, ${date} |`,
    ),
    '',
  ].join('\n')
}

function sectionOf(whose: ContractRule['of']): string[] {
  const rules = CONTRACT_RULES.filter(({ of }) => of === whose || of === 'both')
  return [
    `## ${whose}`,
    '| rule | here | how | held by |',
    '|---|---|---|---|',
    ...rules.map(
      ({ rule, verdict, how, test }) => `| ${rule} | ${verdict} | ${how} | ${test ? `\`${test[0]}\`` : '–'} |`,
    ),
    '',
  ]
}
