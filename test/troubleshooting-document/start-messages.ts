import type { OwnMessage } from './own-messages.ts'

/** What the commands say when they do not start. A test holds that the source says it in these words. */
export const START_MESSAGES: readonly OwnMessage[] = [
  {
    says: 'Port … on … is taken.',
    cause: 'Another program listens there, mostly another proxy of yours; where it is one, a second sentence says so.',
    remedy: 'Use the one that runs, stop it, or choose another --port.',
  },
  {
    says: 'Port … needs more rights than this user has.',
    cause: 'Ports below 1024 are for root.',
    remedy: 'Choose a --port above 1023.',
  },
  {
    says: 'This machine has no address …',
    cause: '--host names an address of another machine.',
    remedy: 'Use 127.0.0.1, or 0.0.0.0 with a client token in a container.',
  },
  {
    says: 'other machines can reach this host, so it needs a client token (BEDROCK_PROXY_CLIENT_TOKEN)',
    cause: 'Whoever reaches the proxy spends your AWS account.',
    remedy: 'Set a client token ([security](security.md#who-may-call)), or listen on 127.0.0.1.',
  },
  {
    says: 'AWS did not list the profiles of this Region (…).',
    cause: 'With --discovery live the proxy starts only with an answer of AWS’s.',
    remedy: 'Do what the sentence in brackets asks for, or choose --discovery auto.',
  },
]
