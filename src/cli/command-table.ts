import { STRICTNESSES } from '../simulator/strictness/strictness.ts'
import { CATALOG_SETTINGS, type CommandRow } from './command-row.ts'
import { TOOL_COMMANDS } from './tool-commands.ts'

/** Every command. The first one runs where the command line names none. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'serve',
    summary: 'run the proxy (the default)',
    description: `Runs the proxy. It prints one line with its URL as soon as it listens; the log goes to standard error.
Ctrl-C or SIGTERM lets running streams finish, a second one ends at once.`,
    switches: {
      check: 'read the settings, tell what gave them or what is wrong with them, and end',
      json: 'print the one line as JSON',
    },
    options: {
      simulate: {
        placeholder: 'MANNER',
        choices: STRICTNESSES,
        help: 'put a simulated Bedrock behind the proxy: no AWS account is needed and nothing is billed. It refuses what AWS refuses; lenient takes any body.',
      },
    },
    settings: { allBut: [] },
    examples: [
      'bedrock-profile-proxy serve --region eu-central-1',
      'bedrock-profile-proxy serve --simulate --port 0',
      'ANTHROPIC_BEDROCK_BASE_URL=http://127.0.0.1:8223 claude',
    ],
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  {
    name: 'resolve',
    argument: { name: 'MODEL', help: 'foundation model ID, inference profile ID or ARN' },
    summary: 'explain what a model ID becomes, and why',
    description:
      'Explains which identifier goes to Bedrock in place of MODEL, why, and which other ones were weighed. Sends no inference request.',
    switches: { json: 'print one JSON object' },
    settings: CATALOG_SETTINGS,
    examples: [
      'bedrock-profile-proxy resolve anthropic.claude-sonnet-4-6 --region eu-central-1',
      'bedrock-profile-proxy resolve us.anthropic.claude-sonnet-4-6 --region ap-southeast-2 --json',
    ],
    load: async () => (await import('./commands/resolve.ts')).resolve,
  },
  {
    name: 'models',
    argument: { name: 'TEXT', help: 'list only models whose ID or name has this text', isOptional: true },
    summary: 'list the models that the Region can reach',
    description:
      'Lists every foundation model that the Region can reach: what its ID becomes, whether it needs a profile or is on demand, and what the policy refuses.',
    switches: {
      json: 'print a JSON array',
      'all-regions': 'list the models of every Region that is known, each with the Regions that reach it',
    },
    options: { provider: { placeholder: 'NAME', help: 'list only models of this provider, such as anthropic' } },
    settings: CATALOG_SETTINGS,
    examples: [
      'bedrock-profile-proxy models --region eu-central-1',
      'bedrock-profile-proxy models sonnet --all-regions',
      'bedrock-profile-proxy models --provider anthropic --routing geo-only --json',
    ],
    load: async () => (await import('./commands/models.ts')).models,
  },
  {
    name: 'connect',
    argument: { name: 'AGENT', help: 'an agent or library, such as claude-code or boto3', isOptional: true },
    summary: 'print what an agent needs to use this proxy, or write it',
    description: `Prints the exact lines that point AGENT at this proxy; one that runs is asked for its Region and whether it wants a token.
Without AGENT it lists the agents, and which are on this machine.
With --write it merges the lines into the agent's own file, shows the difference, and keeps the original beside it.`,
    switches: {
      write: "merge the lines into the agent's settings file",
      undo: "put the agent's settings file back to what it was before the first --write",
      'new-token': 'make a client token, say how to start the proxy with it, and put it into the lines',
      force: 'with --undo: also where the file was edited since; the edited file is kept beside it',
      json: 'print JSON',
    },
    options: {
      url: { placeholder: 'URL', help: 'where the agent reaches the proxy. Default: made of host and port.' },
      shell: { placeholder: 'NAME', help: 'shell for the lines: sh, fish or powershell. Default: the one you use.' },
      model: {
        placeholder: 'MODEL',
        help: 'model to ask for. Default: the newest Claude Sonnet in reach, or the like.',
      },
      'small-model': {
        placeholder: 'MODEL',
        help: 'model for titles and summaries. Default: the newest Claude Haiku in reach, or the like.',
      },
    },
    settings: ['host', 'port', 'socket', 'clientToken', ...CATALOG_SETTINGS],
    examples: [
      'bedrock-profile-proxy connect',
      'bedrock-profile-proxy connect claude-code --region eu-central-1',
      'bedrock-profile-proxy connect opencode --write',
      'bedrock-profile-proxy connect opencode --undo',
    ],
    load: async () => (await import('./commands/connect.ts')).connect,
  },
  ...TOOL_COMMANDS,
  {
    name: 'init',
    argument: { name: 'FILE', help: 'where to write it. Default: ./bedrock-profile-proxy.yaml', isOptional: true },
    summary: 'write a settings file that shows every setting',
    description:
      'Writes a settings file in which every setting stands behind a "#", with what it means; editors complete it by its schema. A file that is there already stays as it is.',
    switches: { user: "write the user's own file, in ~/.config/bedrock-profile-proxy" },
    settings: ['region'],
    flagHelp: {
      region: 'The Region to set in it. Default: none, so that AWS_REGION or the shared AWS config decides.',
    },
    examples: ['bedrock-profile-proxy init', 'bedrock-profile-proxy init --user --region eu-central-1'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'healthcheck',
    summary: 'ask the running proxy whether it is up',
    description:
      'Asks the proxy that listens by these settings whether it is up, and ends with 0 or 1 within a second: for the probes of containers. In a container the flags of its serve count as well. Needs no client token.',
    switches: { ready: 'ask whether it can serve: credentials are found, and it is not about to stop' },
    settings: ['host', 'port', 'socket'],
    examples: ['bedrock-profile-proxy healthcheck', 'bedrock-profile-proxy healthcheck --ready --port 9000'],
    load: async () => (await import('./commands/healthcheck.ts')).healthcheck,
  },
  {
    name: 'demo',
    summary: 'show it working against a simulated Bedrock, no AWS account needed',
    description:
      'Starts a simulated Bedrock and the real proxy in front of it, then makes one call without the proxy and the same call through it. Needs no AWS account and no network.',
    switches: {},
    settings: ['region'],
    flagHelp: { region: 'The Region to simulate. Default: eu-central-1.' },
    examples: ['bedrock-profile-proxy demo', 'bedrock-profile-proxy demo --region ap-southeast-2'],
    load: async () => (await import('./commands/demo.ts')).demo,
  },
]
