import { join } from 'node:path'
import { type RunningProxy, startProxy } from '../../app.ts'
import type { LoadedSettings } from '../../settings/load-settings.ts'
import type { Settings } from '../../settings/settings.ts'
import { type SettingsWatch, watchSettings } from '../../settings/watch-settings.ts'
import { createLog, type Log } from '../../telemetry/create-log.ts'
import { type OptionalLines, optionalLines } from '../../telemetry/optional-lines.ts'
import type { CliContext } from '../cli-context.ts'
import { EXIT, type Invocation } from '../command-row.ts'
import { loadForCommand } from '../load-for-command.ts'
import { logReload } from '../log-reload.ts'
import { printLines, usesColor } from '../print.ts'
import { recogniseSibling } from '../recognise-sibling.ts'
import { type SimulatedBedrock, startSimulation } from '../simulated-bedrock.ts'
import { tellSettings } from '../tell-settings.ts'

/**
 * Runs the proxy until a signal. Resolves to 0 when it has drained, to 1 when a second signal cut it short.
 * @throws SettingsError, and ProxyStartError where the proxy cannot listen or has no catalog
 */
export async function serve(invocation: Invocation): Promise<number> {
  const { context, options } = invocation
  // The settings are read once more when the proxy runs, so a hangup before that must only not be the end of it.
  let reload = async () => {}
  context.onHangup(() => void reload())
  const atStart = await loadForCommand(invocation)
  if (invocation.switches.has('check')) return tellAndEnd(atStart, invocation)
  context.outliveReaders()
  const { settings } = atStart
  const lines = optionalLines(context.stderr)
  const log = beginLog(atStart, lines, context)
  const simulated = await startSimulation(settings, options.simulate)
  try {
    const proxy = await startRealProxy(settings, lines, context, simulated).catch(recogniseSibling(settings))
    const exitCode = stopped(proxy, context)
    const watch = followSettings(invocation, atStart, proxy, log)
    reload = async () => {
      proxy.forget()
      await watch.reload()
    }
    printLines(context.stdout, [announcement(proxy, settings, invocation)])
    context.letHeapGrow()
    return await exitCode.finally(watch.close)
  } finally {
    await simulated?.close()
  }
}

function tellAndEnd(loaded: LoadedSettings, { context, switches }: Invocation): number {
  tellSettings(loaded, context, switches.has('json'))
  return EXIT.ok
}

/** What is to be said goes into the log and in its form, so that a collector can read it. */
function beginLog(
  { settings, settingsFile, warnings }: LoadedSettings,
  lines: OptionalLines,
  { stderr, env }: CliContext,
): Log {
  const { logLevel: level, logFormat: format } = settings
  const log = createLog(lines, { level, format, useColor: usesColor(stderr, env) })
  if (settingsFile !== undefined) log.info({ settingsFile }, 'Settings were read from a file.')
  for (const warning of warnings) log.warn(warning)
  return log
}

function followSettings(invocation: Invocation, atStart: LoadedSettings, proxy: RunningProxy, log: Log): SettingsWatch {
  return watchSettings({
    load: () => loadForCommand(invocation),
    atStart,
    onReload(reload) {
      logReload(reload, log)
      if (reload.kind !== 'changed') return
      proxy.apply(reload.settings)
      log.level = reload.settings.logLevel
    },
  })
}

function startRealProxy(
  settings: Settings,
  logTo: OptionalLines,
  { env, stderr, homeDir, userId, packageFolder }: CliContext,
  simulated: SimulatedBedrock | undefined,
): Promise<RunningProxy> {
  const useColor = usesColor(stderr, env)
  return startProxy({
    settings,
    env,
    logTo,
    useColor,
    builtFolder: join(packageFolder, 'dist'),
    ...(simulated ? { simulated } : { home: { homeDir, userId } }),
  })
}

function announcement(
  { url }: RunningProxy,
  { region, routing }: Settings,
  { switches, options }: Pick<Invocation, 'switches' | 'options'>,
): string {
  const isSimulated = options.simulate !== undefined
  if (switches.has('json')) return JSON.stringify({ url, region, routing, simulated: isSimulated })
  return [
    `bedrock-profile-proxy listening on ${url}`,
    region,
    routing,
    ...(isSimulated ? ['simulated Bedrock'] : []),
  ].join(' · ')
}

/** Resolves to the exit code once the proxy has stopped: after its streams at the first signal, at once at the second. */
function stopped(proxy: RunningProxy, { onSignal }: CliContext): Promise<number> {
  return new Promise((resolve, reject) => {
    let signals = 0
    onSignal(() => {
      signals += 1
      const stopping = signals === 1 ? proxy.drain() : proxy.destroy()
      stopping.then(() => resolve(signals === 1 ? EXIT.ok : EXIT.failed), reject)
    })
  })
}
