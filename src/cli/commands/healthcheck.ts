import { loadListening } from '../../settings/load-listening.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { proxyUrl } from '../connect/make-connection.ts'
import { flagsOfContainer } from '../container-command.ts'
import { type AskAt, getPage, type Page } from '../get-page.ts'
import { printLines } from '../print.ts'

/** Together with the start of Node it stays within a second. */
const TIMEOUT_MS = 600

/**
 * Asks the proxy that listens by these settings whether it is up, or with `--ready` whether it can serve. Resolves to 0 or 1
 * within a second and to nothing else: 2 means something of its own to Docker.
 */
export async function healthcheck({ context, flags, switches }: Invocation): Promise<number> {
  const outcome = await askHealth({ ...(await flagsOfContainer()), ...flags }, switches.has('ready'), context).catch(
    (error: Error): Outcome => ({ isHealthy: false, sentence: error.message }),
  )
  printLines(outcome.isHealthy ? context.stdout : context.stderr, [outcome.sentence])
  return outcome.isHealthy ? EXIT.ok : EXIT.failed
}

type Outcome = { readonly isHealthy: boolean; readonly sentence: string }

async function askHealth(
  flags: Invocation['flags'],
  isReadyWanted: boolean,
  { env, cwd, homeDir }: Invocation['context'],
): Promise<Outcome> {
  const { socket, ...address } = await loadListening({ flags, env, cwd, homeDir })
  if (socket === undefined && address.port === 0) {
    return { isHealthy: false, sentence: 'With port 0 nobody knows where the proxy listens. Give it a --port.' }
  }
  const at: AskAt = socket === undefined ? { url: proxyUrl(address) } : { socket }
  const page = await getPage(at, isReadyWanted ? '/readyz' : '/healthz', TIMEOUT_MS)
  return judge(page, 'socket' in at ? at.socket : at.url, isReadyWanted ? 'ready' : 'up')
}

function judge(page: Page, place: string, wanted: string): Outcome {
  if (page.kind === 'silent') return { isHealthy: false, sentence: `Nothing listens at ${place}.` }
  if (page.kind === 'unclear') return { isHealthy: false, sentence: `What listens at ${place} gives no answer.` }
  const isHealthy = page.status === 200
  return {
    isHealthy,
    sentence: `${place} is ${isHealthy ? '' : 'not '}${wanted}${isHealthy ? '' : `: ${page.status}`}.`,
  }
}
