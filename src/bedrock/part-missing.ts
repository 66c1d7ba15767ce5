/** What is said of a part that cannot be loaded any more. */
export const PART_MISSING =
  'A part of this proxy is no longer where it was when the proxy started, as after an upgrade. Restart it.'

/** True for what Node says of a file of the program that is gone when it is first needed: the program was replaced while it runs. */
export function isPartMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}

/** What a client is told of an error that nobody foresaw: nothing of it, but where a restart helps. */
export function wordUnforeseen(error: unknown): string {
  return isPartMissing(error) ? PART_MISSING : 'The proxy failed on this request. Its log has the details.'
}
