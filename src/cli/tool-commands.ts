import { STRICTNESSES } from '../simulator/strictness/strictness.ts'
import type { CommandRow } from './command-row.ts'

/** Commands around the proxy: what starts an agent behind it, looks at it, or keeps it running. */
export const TOOL_COMMANDS: readonly CommandRow[] = [
  {
    name: 'run',
    argument: { name: 'COMMAND', help: 'the command to start, with its arguments', isCommand: true },
    summary: 'start an agent, or any command, behind a proxy of its own',
    description: `Starts a proxy on a free port, with a client token of its own, and COMMAND with the variables that point it there.
COMMAND gets the terminal and every signal; the proxy ends with it, and so does run, with its exit code. None of the agent's files is touched.`,
    switches: {
      'use-running': 'use the proxy that listens where the settings say, in place of one of its own',
      'keep-aws-credentials': 'leave the AWS credentials in the environment of COMMAND',
    },
    options: {
      simulate: {
        placeholder: 'MANNER',
        choices: STRICTNESSES,
        help: 'put a simulated Bedrock behind the proxy: no AWS account is needed and nothing is billed.',
      },
      model: { placeholder: 'MODEL', help: 'model to ask for, where the agent is told one.' },
      'small-model': { placeholder: 'MODEL', help: 'model for titles and summaries, where the agent is told one.' },
    },
    settings: { allBut: [] },
    examples: [
      'bedrock-profile-proxy run -- claude',
      'bedrock-profile-proxy run --region eu-central-1 --routing geo-only -- codex exec "say hello"',
      'bedrock-profile-proxy run --simulate -- python3 my_program.py',
    ],
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'doctor',
    summary: 'look at everything the proxy needs, and say what is wrong',
    description:
      'Looks at Node, settings, port, Region, endpoints, outbound proxy, certificates, DNS and TLS, the clock, credentials, what AWS lists, and which agents are pointed here. Says what to do where something is wrong. Spends nothing, and never prints a secret.',
    switches: {
      policy: 'print the least IAM policy for the Region, the routing and the destinations, and nothing else',
      json: 'print a JSON array',
    },
    options: {
      probe: { placeholder: 'MODEL', help: 'invoke MODEL once, for one token, and say what a refusal of AWS means' },
    },
    settings: { allBut: [] },
    examples: [
      'bedrock-profile-proxy doctor',
      'bedrock-profile-proxy doctor --probe anthropic.claude-haiku-4-5-20251001-v1:0',
      'bedrock-profile-proxy doctor --policy --region eu-central-1 --routing geo-only',
    ],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'service',
    summary: 'run the proxy as a service of your own, by systemd',
    description: `Prints a unit for the systemd of your user, which starts this program with the flags that are given here and your settings file.
With --write it puts the unit where systemd finds it, shows the difference, and keeps what stood there beside it. No secret goes into it.`,
    switches: {
      write: 'write the unit',
      undo: 'put back what was there before the first --write, or take the unit away',
      force: 'with --write or --undo: also where the unit was edited since; the edited file is kept beside it',
      json: 'print JSON',
    },
    // Everybody on a machine can read a command line, and a unit: a token goes into the environment.
    settings: { allBut: ['clientToken'] },
    examples: [
      'bedrock-profile-proxy service --region eu-central-1',
      'bedrock-profile-proxy service --write',
      'bedrock-profile-proxy service --undo',
    ],
    load: async () => (await import('./commands/service.ts')).service,
  },
]
