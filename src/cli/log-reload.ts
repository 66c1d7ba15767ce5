import type { Reload } from '../settings/reload-settings.ts'
import type { Log } from '../telemetry/create-log.ts'

/** Tells in the log what came of reading the settings again: keys and problems, never values. */
export function logReload(reload: Reload, log: Log): void {
  if (reload.kind === 'changed') logChanges(reload, log)
  else if (reload.kind === 'unchanged') log.info('The settings were read again; there is nothing new in them.')
  else
    log.error(
      { problems: reload.problems },
      'The settings were read again and have problems; the old ones stay in force.',
    )
}

function logChanges({ changedKeys, restartKeys, warnings }: Extract<Reload, { kind: 'changed' }>, log: Log): void {
  for (const warning of warnings) log.warn(warning)
  if (changedKeys.length > 0) log.info({ settings: changedKeys }, 'The settings were read again; these changed.')
  if (restartKeys.length === 0) return
  log.warn({ settings: restartKeys }, 'The settings were read again; these changed, but need a restart.')
}
