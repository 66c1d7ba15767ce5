/** For AWS's providers, whose messages may name files and processes of the user; what matters is said by their errors. */
export const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing }

function nothing(): void {}
/** AWS is called no longer than this for a role or a session; its clients try up to three times. */
export const CLIENT_LIMITS = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const
