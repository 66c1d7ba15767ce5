import { tmpdir } from 'node:os'
import { type Command, runCommand } from './run-command.ts'

/**
 * The same command in a network namespace of its own that has loopback alone, where the machine makes one (Linux, with
 * unshare and ip); else the command as it is, so that the refusing proxy of each turn is all that stands in the way.
 */
export async function sealed(command: Command): Promise<Command> {
  const { exitCode } = await runCommand([...SEAL, 'true'], { cwd: tmpdir(), env: process.env, timeoutMs: 10_000 })
  const isSealed = exitCode === 0
  process.stderr.write(`${isSealed ? 'The agents run without any network but loopback.' : NOT_SEALED}\n`)
  return isSealed ? [...SEAL, ...command] : command
}

/** The namespace of processes ends what an agent has left behind. */
const SEAL: Command = [
  ...(['unshare', '--map-root-user', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'] as const),
  ...(['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const),
]

const NOT_SEALED =
  'This machine makes no network namespace: the agents are given a proxy that refuses, and could go round it.'
