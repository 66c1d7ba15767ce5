import type { AgentRow, ConfigObject, Connection, Environment } from './agent-row.ts'
import { noProxyFor } from './no-proxy.ts'

/** Agents that run in a terminal, but for opencode and its kin. */
export const TERMINAL_AGENTS: readonly AgentRow[] = [
  {
    name: 'claude-code',
    title: 'Claude Code',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '2.1.332',
    strict: '2026-11-29',
    family: 'claude',
    env: claudeCodeEnvironment,
    file: {
      paths: ['$CLAUDE_CONFIG_DIR/settings.json', '~/.claude/settings.json'],
      format: 'json',
      settings: (connection) => ({ env: claudeCodeEnvironment(connection) }),
      ifAbsent: ({ url }) => ({ env: { NO_PROXY: noProxyFor(url) } }),
    },
    socketEnv: claudeCodeOnSocket,
    run: { file: { by: 'flag', name: '--settings', isAddition: true, isOverruling: true } },
    notes: [
      'AWS_ENDPOINT_URL_BEDROCK_RUNTIME alone does not move its model calls.',
      'Without CLAUDE_CODE_SKIP_BEDROCK_AUTH it sends three calls of one token each when it starts.',
    ],
    signs: { binaries: ['claude'], folders: ['$CLAUDE_CONFIG_DIR', '~/.claude'] },
  },
  {
    name: 'crush',
    title: 'Crush',
    door: 'messages',
    http: 'HTTP/1.1',
    evidence: 'from source',
    version: '0.96.1',
    family: 'claude',
    env: ({ url, token }) => ({ ANTHROPIC_API_KEY: token, ANTHROPIC_API_ENDPOINT: url }),
    file: {
      paths: ['$CRUSH_GLOBAL_CONFIG/crush.json', '$XDG_CONFIG_HOME/crush/crush.json', '~/.config/crush/crush.json'],
      format: 'json',
      settings: crushSettings,
      ifAbsent: () => ({ $schema: 'https://charm.land/crush.json' }),
    },
    notes: [
      'By the variables Crush keeps its own list of Claude models, with their windows and levels of reasoning; the proxy finds each in Bedrock.',
      'Its own Bedrock provider takes no URL, so in the file the proxy is a provider of type anthropic, whose requests reach its /v1/messages.',
      'The sizes in the file are what every Claude since version 4 can take; a larger window may be set there.',
    ],
    signs: { binaries: ['crush'], folders: ['$XDG_CONFIG_HOME/crush', '~/.config/crush'] },
  },
  {
    name: 'codex',
    title: 'OpenAI Codex CLI',
    door: 'responses',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: '0.171.0',
    strict: '2026-11-29',
    family: 'responses',
    modelName: codexModel,
    file: {
      paths: ['$CODEX_HOME/config.toml', '~/.codex/config.toml'],
      format: 'toml',
      settings: ({ url, region, large }) => ({
        model_provider: 'amazon-bedrock-runtime',
        model: large.modelId,
        model_providers: { 'amazon-bedrock-runtime': { base_url: `${url}/openai/v1`, aws: { region } } },
      }),
      env: ({ token }) => ({ AWS_BEARER_TOKEN_BEDROCK: token }),
    },
    run: { flags: codexFlags },
    notes: [
      'It needs a model that answers on OpenAI Responses.',
      'It knows its models by profile IDs that begin with global. or us.; under any other name it leaves out apply_patch and the levels of effort.',
      'AWS_ENDPOINT_URL is not read.',
    ],
    signs: { binaries: ['codex'], folders: ['$CODEX_HOME', '~/.codex'] },
  },
  {
    name: 'goose',
    title: 'Goose',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'from source',
    version: 'commit 00c2141',
    family: 'any',
    env: gooseEnvironment,
    file: {
      paths: ['$XDG_CONFIG_HOME/goose/config.yaml', '~/.config/goose/config.yaml'],
      format: 'yaml',
      settings: gooseEnvironment,
    },
    notes: ['Keys of its file that begin with AWS_ are handed on to the AWS SDK.'],
    signs: { binaries: ['goose'], folders: ['$XDG_CONFIG_HOME/goose', '~/.config/goose'] },
  },
  {
    name: 'pi',
    title: 'pi',
    door: 'runtime',
    http: 'HTTP/2',
    evidence: 'verified',
    version: '0.73.1',
    strict: '2026-11-29',
    family: 'any',
    env: ({ url, region, token }) => ({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url, ...piEnvironment({ region, token }) }),
    file: {
      paths: ['$PI_CODING_AGENT_DIR/models.json', '~/.pi/agent/models.json'],
      format: 'json',
      settings: ({ url }) => ({ providers: { 'amazon-bedrock': { baseUrl: url } } }),
      env: piEnvironment,
    },
    run: { flags: ({ large }) => ['--provider', 'amazon-bedrock', '--model', large.modelId] },
    notes: ['Name the model when it starts: pi --provider amazon-bedrock --model MODEL.'],
    signs: { binaries: ['pi'], folders: ['$PI_CODING_AGENT_DIR', '~/.pi/agent'] },
  },
]

/** A key of either kind of authentication must not be left over from an earlier connection, so both are always set. */
function claudeCodeEnvironment({ url, region, token, isTokenRequired, large, small }: Connection): Environment {
  return {
    CLAUDE_CODE_USE_BEDROCK: '1',
    CLAUDE_CODE_SKIP_BEDROCK_AUTH: isTokenRequired ? '' : '1',
    ...(isTokenRequired && { AWS_BEARER_TOKEN_BEDROCK: token }),
    ANTHROPIC_BEDROCK_BASE_URL: url,
    AWS_REGION: region,
    ANTHROPIC_MODEL: large.modelId,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: small.modelId,
  }
}

/** Its Bedrock variables take no socket, but those of the Anthropic API do; the host is only a name. */
function claudeCodeOnSocket({ socket = '', token, large, small }: Connection): Environment {
  return {
    ANTHROPIC_UNIX_SOCKET: socket,
    ANTHROPIC_BASE_URL: 'http://localhost',
    ANTHROPIC_AUTH_TOKEN: token,
    ANTHROPIC_MODEL: large.modelId,
    ANTHROPIC_DEFAULT_HAIKU_MODEL: small.modelId,
  }
}

/** Of the names under which it lists a model, the one that leads where the foundation model ID does. */
function codexModel(modelId: string, resolve: (id: string) => string | undefined): string {
  const names = [`global.${modelId}`, `us.${modelId}`].filter((name) => resolve(name) !== undefined)
  return names.find((name) => resolve(name) === resolve(modelId)) ?? names[0] ?? modelId
}

/** What stands in its file, as it takes it on the command line: a key, and a value in TOML. */
function codexFlags({ url, region, large }: Connection): string[] {
  const provider = 'model_providers.amazon-bedrock-runtime'
  const settings = {
    model_provider: 'amazon-bedrock-runtime',
    model: large.modelId,
    [`${provider}.base_url`]: `${url}/openai/v1`,
    [`${provider}.aws.region`]: region,
  }
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${JSON.stringify(value)}`])
}

function crushSettings({ url, token, large, small, models }: Connection): ConfigObject {
  return {
    providers: {
      'bedrock-local': {
        name: 'Bedrock (local)',
        type: 'anthropic',
        base_url: url,
        api_key: token,
        models: models.map(({ modelId, name }) => ({
          id: modelId,
          name,
          context_window: 200_000,
          default_max_tokens: 32_000,
          supports_attachments: true,
        })),
      },
    },
    models: {
      large: { provider: 'bedrock-local', model: large.modelId },
      small: { provider: 'bedrock-local', model: small.modelId },
    },
  }
}

function gooseEnvironment({ url, region, token, large, small }: Connection): Environment {
  return {
    GOOSE_PROVIDER: 'aws_bedrock',
    GOOSE_MODEL: large.modelId,
    GOOSE_FAST_MODEL: small.modelId,
    AWS_REGION: region,
    AWS_BEARER_TOKEN_BEDROCK: token,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
  }
}

function piEnvironment({ region, token }: Pick<Connection, 'region' | 'token'>): Environment {
  return { AWS_BEARER_TOKEN_BEDROCK: token, AWS_REGION: region }
}
