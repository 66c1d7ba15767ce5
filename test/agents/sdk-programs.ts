import { join } from 'node:path'
import type { AgentRow } from './agent-row.ts'
import { builtWithGo, fromGo, fromPyPi } from './install/installer.ts'
import { CLAUDE } from './models.ts'
import { PROGRAMS } from './programs-folder.ts'
import type { Command } from './run-command.ts'

/** What has its home in Python or Go. */
export const SDK_PROGRAMS: readonly AgentRow[] = [
  {
    name: 'boto3',
    version: '1.44.8',
    install: fromPyPi('boto3==1.44.8'),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'Converse' },
    commands: ({ folder }, prompt) => python(folder, 'boto3_turn.py', prompt),
  },
  {
    name: 'anthropic-python',
    version: '2.14.0',
    install: fromPyPi('anthropic[bedrock]==2.14.0'),
    connectAs: 'anthropic-sdk',
    models: CLAUDE,
    calls: { large: 'InvokeModelWithResponseStream', small: 'InvokeModel' },
    commands: ({ folder }, prompt) => python(folder, 'anthropic_turn.py', prompt),
  },
  {
    name: 'aws-sdk-go',
    version: '1.63.12',
    install: builtWithGo(join(PROGRAMS, 'aws-sdk-go')),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'Converse' },
    commands: ({ folder }, prompt) => [[join(folder, 'program'), CLAUDE.large.id, CLAUDE.small.id, prompt]],
  },
  {
    name: 'crush',
    version: '0.96.1',
    install: fromGo('github.com/charmbracelet/crush@v0.96.1'),
    models: CLAUDE,
    calls: { large: 'Messages', small: 'Messages' },
    quiet: { CRUSH_DISABLE_METRICS: '1', CRUSH_DISABLE_PROVIDER_AUTO_UPDATE: '1' },
    commands: ({ folder }, prompt) => [[join(folder, 'crush'), 'run', '--quiet', prompt]],
  },
]

function python(folder: string, program: string, prompt: string): readonly Command[] {
  return [[join(folder, 'venv/bin/python'), join(PROGRAMS, program), CLAUDE.large.id, CLAUDE.small.id, prompt]]
}
