import { DEFAULT_POLICY } from '../../bedrock/policy.ts'
import { catalogFromSnapshot, loadSnapshot } from '../../catalog/load-snapshot.ts'
import { SETTINGS_TABLE } from '../../settings/settings-table.ts'
import { agentPath } from './agent-path.ts'
import { type AgentReport, type FileReport, reportAgent } from './agent-report.ts'
import { type AgentRow, DOORS, type Environment, evidenceText } from './agent-row.ts'
import { AGENTS } from './agent-table.ts'
import { settingsPlace } from './list-agents.ts'
import { makeConnection } from './make-connection.ts'
import { shellLines } from './shell-lines.ts'

/** The text of docs/agents.md: a section for every agent, with the lines for the example's Region. */
export function agentsMarkdown(): string {
  return [INTRODUCTION, ...AGENTS.map(section)].join('\n\n').concat('\n')
}

/** The agents as a Markdown table, as it stands in the README. Ends without a line break. */
export function agentTableMarkdown(): string {
  const rows = AGENTS.map((row) => [
    row.title,
    code(`connect ${row.name}`),
    `${DOORS[row.door]}, ${row.http}`,
    row.file ? code(pathOf(row) ?? '') : settingsPlace(row, undefined),
    evidenceText(row),
  ])
  return [HEADINGS, HEADINGS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const HEADINGS = ['Agent', 'Command', 'API', 'Settings in', 'Evidence']
const REGION = 'eu-central-1'

const INTRODUCTION = `# Agents
Generated from the tables in \`src/cli/connect/\` by \`npm run docs\`; edit those.

\`bedrock-profile-proxy connect AGENT\` prints these lines with your own URL, Region and token, and with the newest models that your Region
can reach; \`--model\` and \`--small-model\` name others. \`--write\` merges them into the agent's file, and keeps the original beside it;
\`--undo\` puts that back. Here the proxy listens on http://127.0.0.1:8223 for ${REGION} and asks for no client token, so that any word will do
for one: \`local\`. Where it asks for one, the lines carry that.

Models are named by their foundation model IDs; the proxy finds the inference profile. *Verified* means that the real agent was run with such
lines against a listening port, *against strict Bedrock* that this was done by \`npm run test:agents\` on that day, where the simulator refuses what
AWS refuses, *from source* that they were read out of its code.`

function section(row: AgentRow): string {
  const report = exampleReport(row)
  const { title, name, notes } = report
  return [
    `## ${title}`,
    `\`bedrock-profile-proxy connect ${name}\` · ${report.api} over ${report.http} · ${evidenceText(row)}`,
    ...waysOf(report).flatMap((way, index) => (index === 0 ? way : [`or ${way[0]}`, ...way.slice(1)])),
    notes.map((note) => `- ${note}`).join('\n'),
  ].join('\n\n')
}

function exampleReport(row: AgentRow): AgentReport {
  const snapshot = loadSnapshot()
  const choice = { catalog: catalogFromSnapshot(snapshot, REGION), policy: DEFAULT_POLICY, today: snapshot.asOf }
  const place = { host: '127.0.0.1', port: Number(SETTINGS_TABLE.port.default), region: REGION }
  return reportAgent(row, makeConnection(row, place, choice, {}), pathOf(row))
}

function pathOf({ file }: AgentRow): string | undefined {
  return file && agentPath(file.paths, { env: {}, homeDir: '~' })
}

function waysOf({ env, unset, file, code: programs, steps }: AgentReport): string[][] {
  return [
    ...(env ? [['in its environment:', shellFence(env, unset)]] : []),
    ...(file ? [fileWay(file)] : []),
    ...programs.map(({ language, text }) => ['in a program:', fence(language, text)]),
    ...(steps.length > 0 ? [['in its settings:', steps.map((step, index) => `${index + 1}. ${step}`).join('\n')]] : []),
  ]
}

function fileWay({ path, format, text, env, unset }: FileReport): string[] {
  return [
    `in ${code(path)}, where \`--write\` puts it:`,
    fence(format === 'aws-config' ? 'ini' : format, text),
    ...(env ? ['and in its environment:', shellFence(env, unset)] : []),
  ]
}

function shellFence(env: Environment, unset: readonly string[]): string {
  return fence('sh', shellLines(env, { unset }).join('\n'))
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}

function code(text: string): string {
  return `\`${text}\``
}
