import { existsSync } from 'node:fs'

/** A Chromium of this machine, such as Debian's; undefined where there is none. */
export const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
