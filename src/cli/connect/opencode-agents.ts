import type { AgentRow, ConfigObject, Connection } from './agent-row.ts'

/** opencode and its fork. */
export const OPENCODE_AGENTS: readonly AgentRow[] = [
  {
    name: 'opencode',
    title: 'opencode',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '1.18.33',
    strict: '2026-11-29',
    family: 'any',
    file: {
      paths: ['$OPENCODE_CONFIG', '$XDG_CONFIG_HOME/opencode/opencode.json', '~/.config/opencode/opencode.json'],
      otherName: 'opencode.jsonc',
      format: 'jsonc',
      settings: opencodeSettings,
      ifAbsent: () => ({ $schema: 'https://opencode.ai/config.json' }),
    },
    run: { file: { by: 'variable', name: 'OPENCODE_CONFIG', isAddition: true } },
    notes: ['A provider of its own keeps opencode from guessing prefixes.', 'AWS_ENDPOINT_URL is not read.'],
    signs: { binaries: ['opencode'], folders: ['$XDG_CONFIG_HOME/opencode', '~/.config/opencode'] },
  },
  {
    name: 'kilo',
    title: 'Kilo CLI',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '7.7.7',
    strict: '2026-11-29',
    family: 'any',
    file: {
      paths: ['$XDG_CONFIG_HOME/kilo/kilo.json', '~/.config/kilo/kilo.json'],
      otherName: 'kilo.jsonc',
      format: 'jsonc',
      settings: opencodeSettings,
    },
    run: { file: { by: 'variable', name: 'KILO_CONFIG', isAddition: true } },
    notes: ['It is a fork of opencode, and set up like it.'],
    signs: { binaries: ['kilo', 'kilocode'], folders: ['$XDG_CONFIG_HOME/kilo', '~/.config/kilo'] },
  },
]

function opencodeSettings({ url, region, token, large, small }: Connection): ConfigObject {
  return {
    model: `bedrock-local/${large.modelId}`,
    small_model: `bedrock-local/${small.modelId}`,
    provider: {
      'bedrock-local': {
        npm: '@ai-sdk/amazon-bedrock',
        name: 'Bedrock (local)',
        options: { region, baseURL: url, apiKey: token },
        models: { [large.modelId]: { name: large.name }, [small.modelId]: { name: small.name } },
      },
    },
  }
}
