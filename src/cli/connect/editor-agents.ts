import type { AgentRow, ConfigObject, Connection } from './agent-row.ts'

/** Agents that live in an editor. */
export const EDITOR_AGENTS: readonly AgentRow[] = [
  {
    name: 'cline',
    title: 'Cline',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: 'CLI 3.0.65',
    strict: '2026-11-29',
    family: 'any',
    file: {
      paths: [
        '$CLINE_DATA_DIR/settings/providers.json',
        '$CLINE_DIR/data/settings/providers.json',
        '~/.cline/data/settings/providers.json',
      ],
      format: 'json',
      settings: clineSettings,
      ifAbsent: () => ({ version: 1, modes: {}, providers: { bedrock: { updatedAt: CLINE_LINES_CHECKED_AT } } }),
    },
    run: { file: { by: 'folder', name: 'CLINE_DATA_DIR', path: 'settings/providers.json' } },
    steps: (connection) => ['Choose the API provider Amazon Bedrock.', ...vsCodeSteps(connection)],
    notes: ['The file is the command line’s; in VS Code follow the steps.', 'It has no setting for a small model.'],
    signs: { binaries: ['cline'], folders: ['$CLINE_DIR', '~/.cline'], extensions: ['saoudrizwan.claude-dev'] },
  },
  {
    name: 'roo',
    title: 'Roo Code',
    door: 'runtime',
    http: 'HTTP/2',
    evidence: 'from source',
    version: 'commit 003d9d4',
    family: 'any',
    steps: (connection) => ['Choose the API provider Amazon Bedrock.', ...vsCodeSteps(connection)],
    notes: ['It keeps its settings in the store of VS Code, where no other program can write them.'],
    signs: { extensions: ['rooveterinaryinc.roo-cline'] },
  },
  {
    name: 'continue',
    title: 'Continue',
    door: 'runtime',
    http: 'HTTP/2',
    evidence: 'verified',
    version: 'CLI 1.5.47',
    strict: '2026-11-29',
    family: 'any',
    file: {
      paths: ['$CONTINUE_GLOBAL_DIR/config.yaml', '~/.continue/config.yaml'],
      format: 'yaml',
      settings: continueSettings,
      ifAbsent: () => ({ name: 'Local Config', version: '1.0.0', schema: 'v1' }),
      env: ({ url, token }) => ({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, AWS_BEARER_TOKEN_BEDROCK: token }),
    },
    run: { file: { by: 'flag', name: '--config' } },
    notes: [
      'The command line ignores apiBase, and so do embeddings in the editor: both follow the variables.',
      'The keys under env stand in for AWS credentials, which it asks for; they stop at the proxy.',
    ],
    signs: { binaries: ['cn'], folders: ['$CONTINUE_GLOBAL_DIR', '~/.continue'], extensions: ['continue.continue'] },
  },
  {
    name: 'zed',
    title: 'Zed',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'from source',
    version: 'commit 000b56b',
    family: 'any',
    file: {
      paths: ['$XDG_CONFIG_HOME/zed/settings.json', '~/.config/zed/settings.json'],
      format: 'jsonc',
      settings: zedSettings,
      env: ({ token }) => ({ ZED_BEDROCK_BEARER_TOKEN: token }),
    },
    notes: [
      'Started from an icon, Zed does not see the variables of a shell: enter the token as the API key of Amazon Bedrock in its settings.',
      'Choose the model in the agent panel.',
    ],
    signs: { binaries: ['zed', 'zeditor'], folders: ['$XDG_CONFIG_HOME/zed', '~/.config/zed'] },
  },
]

/** Cline notes when a provider was last set up, and rejects one without a date. */
const CLINE_LINES_CHECKED_AT = '2026-11-22T00:00:00.000Z'

function clineSettings({ url, region, token, large }: Connection): ConfigObject {
  return {
    lastUsedProvider: 'bedrock',
    providers: {
      bedrock: {
        settings: { provider: 'bedrock', model: large.modelId, apiKey: token, aws: { region, endpoint: url } },
        tokenSource: 'manual',
      },
    },
  }
}

function vsCodeSteps({ url, region, token, large }: Connection): string[] {
  return [
    `Choose authentication by API key, and enter ${token}.`,
    `Choose the Region ${region}.`,
    `Tick "Use custom VPC endpoint", and enter ${url}.`,
    'Leave "Use cross-region inference" unticked: the proxy sees to that.',
    `Choose the model ${large.modelId}.`,
  ]
}

function continueSettings({ url, region, token, keyPair, models }: Connection): ConfigObject {
  return {
    models: models.map(({ modelId, name }) => ({
      name: `${name} (local)`,
      provider: 'bedrock',
      model: modelId,
      apiBase: url,
      apiKey: token,
      env: { region, ...keyPair },
    })),
  }
}

function zedSettings({ url, region, models }: Connection): ConfigObject {
  return {
    language_models: {
      bedrock: {
        authentication_method: 'api_key',
        region,
        endpoint_url: url,
        allow_global: false,
        available_models: models.map(({ modelId, name }) => ({
          name: modelId,
          display_name: `${name} (local)`,
          max_tokens: 200_000,
        })),
      },
    },
  }
}
