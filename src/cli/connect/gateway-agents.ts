import type { AgentRow, Connection } from './agent-row.ts'
import { proofFor } from './aws-agents.ts'
import { quote } from './quote.ts'

/** Gateways of others, for which this proxy is the Bedrock behind them. */
export const GATEWAY_AGENTS: readonly AgentRow[] = [
  {
    name: 'claude-gateway',
    title: 'Claude apps gateway',
    door: 'runtime',
    http: 'HTTP/1.1',
    evidence: 'verified',
    version: 'Claude Code 2.1.332',
    family: 'claude',
    code: [{ language: 'yaml', text: bedrockUpstream }],
    notes: [
      'The YAML is for its gateway.yaml; it sends the IDs of foundation models to Bedrock, of which the proxy makes profiles.',
      'It takes the address of a loopback host only where CLAUDE_GATEWAY_ALLOW_LOOPBACK=1 stands in its environment.',
    ],
    signs: {},
  },
]

/** The names of a credential in its file are those of the variables, in lower case. */
function bedrockUpstream(connection: Connection): string {
  const auth = Object.entries(proofFor(connection)).map(([name, value]) => `      ${AUTH_KEYS[name]}: ${quote(value)}`)
  return ['upstreams:', '  - provider: bedrock', `    region: ${connection.region}`, `    base_url: ${connection.url}`]
    .concat('    auth:', auth)
    .join('\n')
}

const AUTH_KEYS: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'aws_access_key_id',
  AWS_SECRET_ACCESS_KEY: 'aws_secret_access_key',
  AWS_BEARER_TOKEN_BEDROCK: 'aws_bearer_token',
}
