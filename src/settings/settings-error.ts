/** Every problem with the settings at once, each beginning with the name under which the value was given. Never echoes a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}
