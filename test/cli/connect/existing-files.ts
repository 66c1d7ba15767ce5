/** A file as a user of the agent may have it. */
export type ExistingFile = {
  readonly text: string
  /** Lines that give way to the proxy's; every other one stays. */
  readonly gives?: readonly string[]
}

/** Agents' files of people who had set them up before, by agent. */
export const EXISTING_FILES: Readonly<Record<string, ExistingFile>> = {
  'claude-code': {
    text: `{
    "permissions": {
        "allow": ["Bash(npm test:*)"]
    },
    "env": {
        "NO_PROXY": "intranet.example",
        "AWS_REGION": "us-east-1"
    },
    "hooks": {}
}
`,
    gives: ['"AWS_REGION": "us-east-1"'],
  },
  crush: {
    text: `{
  "$schema": "https://charm.land/crush.json",
  "lsp": { "go": { "command": "gopls" } },
  "providers": {
    "mine": { "type": "openai", "base_url": "http://127.0.0.1:1234/v1", "models": [{ "id": "qwen", "name": "Qwen" }] }
  }
}
`,
  },
  codex: {
    text: `# my Codex
model = "gpt-6" # fast enough
approval_policy = "on-request"

[projects."/home/me/work"] # trusted since May
trust_level = "trusted"

# the other provider
[model_providers.azure]
name = "Azure"
base_url = "https://example.openai.azure.com/openai"
`,
    gives: ['model = "gpt-6" # fast enough'],
  },
  goose: {
    text: `# Goose
GOOSE_PROVIDER: ollama # local
GOOSE_MODEL: qwen3
extensions:
  developer:
    enabled: true
    timeout: 300
`,
    gives: ['GOOSE_PROVIDER: ollama # local', 'GOOSE_MODEL: qwen3'],
  },
  pi: {
    text: '{"providers":{"ollama":{"baseUrl":"http://localhost:11434/v1","api":"openai-completions","models":[]}}}',
    gives: ['{"providers":{"ollama":{"baseUrl":"http://localhost:11434/v1","api":"openai-completions","models":[]}}}'],
  },
  opencode: {
    text: `{
  // the theme is mine
  "$schema": "https://opencode.ai/config.json",
  "theme": "tokyonight",
  "model": "anthropic/claude-sonnet-4-5", // changes often
  "mcp": { "docs": { "type": "remote", "url": "https://example.com/mcp" } },
}
`,
    gives: ['"model": "anthropic/claude-sonnet-4-5", // changes often'],
  },
  kilo: {
    text: `{
\t"provider": {
\t\t"openrouter": {
\t\t\t"options": {}
\t\t}
\t}
}
`,
  },
  cline: {
    text: `{
  "version": 1,
  "lastUsedProvider": "anthropic",
  "modes": { "plan": {} },
  "providers": {
    "anthropic": {
      "settings": { "provider": "anthropic", "apiKey": "sk-of-the-user" },
      "updatedAt": "2026-01-01T00:00:00.000Z",
      "tokenSource": "manual"
    }
  }
}
`,
    gives: ['"lastUsedProvider": "anthropic",'],
  },
  continue: {
    text: `# Continue
name: Mine
version: 2.0.0
schema: v1

models:
- name: Local # on the desk
  provider: ollama
  model: "qwen3"

# how to talk
rules:
- Be brief.
`,
  },
  zed: {
    text: `// Zed settings
{
  "theme": "One Dark", // at night
  "language_models": {
    "ollama": { "api_url": "http://localhost:11434" },
    "bedrock": {
      "region": "us-east-1", // by hand
      "available_models": [
        { "name": "amazon.nova-pro-v1:0", "display_name": "Nova", "max_tokens": 300000 },
      ],
    },
  },
}
`,
    gives: ['"region": "us-east-1", // by hand'],
  },
  'aws-sdk': {
    text: `# accounts
[default]
region = us-east-1 ; home
s3 =
  max_concurrent_requests = 20

[sso-session corp]
sso_start_url = https://example.awsapps.com/start

# the work account
[profile work]
sso_session = corp
`,
  },
}

/** Every file in a state in which nobody could merge into it. */
export const BROKEN_TEXTS: Readonly<Record<string, string>> = {
  json: '{\n  "a": 1,\n  "b": \n}\n',
  jsonc: '{\n  // fine\n  "a": [1,,\n',
  toml: 'model = "x"\n= 5\n',
  yaml: 'a: 1\nb: [1, 2\nc: 3\n',
  'aws-config': '[default]\nregion = x\nthis is no key\n',
}
