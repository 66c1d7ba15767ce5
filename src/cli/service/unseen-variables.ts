/** Variables that mean something to the proxy: settings, credentials, where traces go, and the way to AWS. */
const MEANT = /^(?:BEDROCK_PROXY_\w+|AWS_\w+|OTEL_\w+|NODE_EXTRA_CA_CERTS|(?:https?|all|no)_proxy)$/i

/** Clients of the proxy read these, not the proxy. */
const OF_CLIENTS = /^AWS_(?:ENDPOINT_URL\w*|SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED)$/

/** The names of a shell's variables that the proxy would read, and that a service of systemd's does not get from it. */
export function unseenVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(env).filter((name) => env[name] !== undefined)
  return names.filter((name) => MEANT.test(name) && !OF_CLIENTS.test(name)).toSorted()
}
