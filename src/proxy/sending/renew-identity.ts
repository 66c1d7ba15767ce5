import type { Seen } from './attempt.ts'

/** Has the credentials read again with the next request that is signed. */
export function readCredentialsAnew({ attempt }: Seen): true {
  attempt.incoming.signer.invalidate()
  return true
}

/** Goes by AWS's clock from here on; false where that is ours. */
export function correctClock({ attempt, outcome }: Seen): boolean {
  return 'status' in outcome && attempt.incoming.signer.correctClock(outcome.header('date'))
}
