import { type Diagnosis, openDiagnosis } from '../../app/open-diagnosis.ts'
import type { LoadedCatalog } from '../../catalog/region-catalog.ts'
import type { LoadedSettings } from '../../settings/load-settings.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { askProxy, type ProxyAnswer } from '../ask-proxy.ts'
import type { CliContext } from '../cli-context.ts'
import type { Invocation } from '../command-row.ts'
import { proxyUrl } from '../connect/make-connection.ts'
import { loadForCommand } from '../load-for-command.ts'

/** What the checks look at. What several of them want to know is found out once, when the first of them asks. */
export type Patient = {
  readonly context: CliContext
  /** Undefined where they have problems. */
  readonly loaded: LoadedSettings | undefined
  readonly problems: readonly string[]
  /** Where a proxy of these settings listens, or would. */
  readonly url: string
  readonly running: () => Promise<ProxyAnswer>
  /** Rejects where a file of certificates, or the partition, is not what it should be. */
  readonly diagnosis: () => Promise<Diagnosis>
  /** The date of an answer of AWS's, and when it came; rejects where the endpoint does not answer. */
  readonly answerOf: (endpoint: 'runtime' | 'control-plane') => Promise<AwsAnswer>
  readonly catalog: () => Promise<LoadedCatalog>
  close(): Promise<void>
}

/** That AWS answered. */
export type AwsAnswer = { readonly date: string | undefined; readonly at: Date }

/** Reads the settings, and prepares the questions. */
export async function examine(invocation: Invocation): Promise<Patient> {
  const { context } = invocation
  const { loaded, problems } = await load(invocation)
  const settings = loaded?.settings
  const url = settings ? urlOf(settings) : DEFAULT_URL
  const { env, homeDir, userId } = context
  const diagnosis = once(async () => {
    if (!settings) throw new Error('The settings have problems.')
    return openDiagnosis({ settings, env, home: { homeDir, userId } })
  })
  const ask = async (endpoint: 'runtime' | 'control-plane') => {
    const date = await (await diagnosis()).reach(endpoint)
    return { date, at: context.now() }
  }
  const asks = { runtime: once(() => ask('runtime')), 'control-plane': once(() => ask('control-plane')) }
  return {
    context,
    loaded,
    problems,
    url,
    running: once(() => askProxy(settings?.socket === undefined ? { url } : { socket: settings.socket })),
    diagnosis,
    answerOf: (endpoint) => asks[endpoint](),
    catalog: once(async () => (await diagnosis()).catalog()),
    close: () =>
      diagnosis().then(
        ({ close }) => close(),
        () => undefined,
      ),
  }
}

const DEFAULT_URL = 'http://127.0.0.1:8223'

/** A port of 0 is any free one: nobody can tell which. */
function urlOf(settings: LoadedSettings['settings']): string {
  return settings.port === 0 && settings.socket === undefined ? DEFAULT_URL : proxyUrl(settings)
}

async function load(invocation: Invocation): Promise<Pick<Patient, 'loaded' | 'problems'>> {
  try {
    return { loaded: await loadForCommand(invocation), problems: [] }
  } catch (error) {
    if (error instanceof SettingsError) return { loaded: undefined, problems: error.problems }
    throw error
  }
}

function once<Result>(find: () => Promise<Result>): () => Promise<Result> {
  let found: Promise<Result> | undefined
  return () => {
    found ??= find()
    return found
  }
}
