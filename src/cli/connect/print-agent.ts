import type { Paint } from '../print.ts'
import { shortPath } from './agent-path.ts'
import type { AgentReport, FileReport } from './agent-report.ts'
import { evidenceText } from './agent-row.ts'
import { shellLines } from './shell-lines.ts'
import { SHELLS, type ShellName } from './shells.ts'

/** How the lines are shown. */
export type AgentView = { readonly homeDir: string; readonly paint: Paint; readonly shell: ShellName }

/**
 * The lines for an agent, to be copied. What is not a line of the agent's own begins with `#`, so that where variables are
 * all there is, a shell can read the whole.
 */
export function agentLines(report: AgentReport, view: AgentView): string[] {
  const { title, name, api, http, region, model, smallModel } = report
  const comment = commentIn(view)
  const ways = waysOf(report, view)
  return [
    comment(`${title} (${name}): ${api} over ${http}, ${evidenceText(report)}`),
    comment(`Region ${region}, large model ${model}, small model ${smallModel}`),
    ...proxyEnvironmentLines(report, view),
    ...ways.flatMap(({ heading, lines }, index) => ['', comment(index === 0 ? heading : `or ${heading}`), ...lines]),
    '',
    ...report.notes.map((note) => comment(note)),
  ]
}

/** What the proxy has to be told before the agent can use it. */
export function proxyEnvironmentLines({ proxyEnv }: AgentReport, view: AgentView): string[] {
  return proxyEnv
    ? ['', commentIn(view)('in the environment where the proxy starts'), ...shellLines(proxyEnv, view)]
    : []
}

/** What must be in the environment beside an agent's file. */
export function fileEnvironmentLines({ env, unset }: FileReport, view: AgentView): string[] {
  return env ? ['', commentIn(view)('and in its environment'), ...shellLines(env, { ...view, unset })] : []
}

type Way = { readonly heading: string; readonly lines: readonly string[] }

function waysOf({ env, unset, file, code, steps }: AgentReport, view: AgentView): Way[] {
  return [
    ...(env ? [{ heading: environmentHeading(view), lines: shellLines(env, { ...view, unset }) }] : []),
    ...(file ? [fileWay(file, view)] : []),
    ...code.map(({ language, text }) => ({ heading: `in a program (${language})`, lines: text.split('\n') })),
    ...(steps.length > 0 ? [stepsWay(steps, view)] : []),
  ]
}

function environmentHeading({ shell }: AgentView): string {
  const others = Object.keys(SHELLS).filter((name) => name !== shell)
  return `in its environment (for other shells: ${others.map((other) => `--shell ${other}`).join(', ')})`
}

function fileWay(file: FileReport, view: AgentView): Way {
  const lines = [...file.text.split('\n'), ...fileEnvironmentLines(file, view)]
  return { heading: `in ${shortPath(file.path, view.homeDir)}, where --write puts it`, lines }
}

function stepsWay(steps: readonly string[], view: AgentView): Way {
  return { heading: 'in its settings', lines: steps.map((step, index) => commentIn(view)(`${index + 1}. ${step}`)) }
}

function commentIn({ paint }: AgentView): (text: string) => string {
  return (text) => paint('dim', `# ${text}`)
}
