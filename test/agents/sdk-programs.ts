import { join } from 'node:path'
import type { AgentRow } from './agent-row.ts'
import { builtFromTree, builtWithGo, builtWithMaven } from './install/installer.ts'
import { CLAUDE } from './models.ts'
import { PROGRAMS } from './programs-folder.ts'

/** What has its home in Go or Java. */
export const SDK_PROGRAMS: readonly AgentRow[] = [
  {
    name: 'aws-sdk-go',
    version: '1.63.12',
    install: builtWithGo(join(PROGRAMS, 'aws-sdk-go')),
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'Converse' },
    commands: ({ folder }, prompt) => [[join(folder, 'program'), CLAUDE.large.id, CLAUDE.small.id, prompt]],
  },
  {
    name: 'aws-sdk-java',
    version: '2.57.8',
    isOnDemand: true,
    install: builtWithMaven(join(PROGRAMS, 'aws-sdk-java')),
    connectAs: 'aws-sdk',
    models: CLAUDE,
    calls: { large: 'ConverseStream', small: 'Converse' },
    commands: ({ folder, home }, prompt) => [
      [
        'java',
        ...[`-Duser.home=${home}`, '-cp', `${folder}/target/classes:${folder}/lib/*`],
        ...['Turn', CLAUDE.large.id, CLAUDE.small.id, prompt],
      ],
    ],
  },
  {
    name: 'crush',
    version: 'of CRUSH_SOURCE',
    install: builtFromTree('CRUSH_SOURCE'),
    models: CLAUDE,
    calls: { large: 'Messages', small: 'Messages' },
    quiet: { CRUSH_DISABLE_METRICS: '1', CRUSH_DISABLE_PROVIDER_AUTO_UPDATE: '1' },
    commands: ({ folder }, prompt) => [[join(folder, 'program'), 'run', '--quiet', prompt]],
  },
]
