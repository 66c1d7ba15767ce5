import { existsSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { AppContext } from '../../src/app/app-context.ts'
import { beginDay } from '../../src/app/begin-day.ts'
import { recorder, settingsWith } from '../fixtures/start-pair.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'

describe('The day of a proxy', () => {
  it('goes on where the last one of its address ended', async () => {
    const home = homeOf(temporaryFolder())
    const first = await begin({ home })
    first.days.spend('laptop', 7)
    await first.close()
    expect((await begin({ home })).days.usedBy('laptop')).toBe(7)
  })

  it('goes on for a port that was any free one, once that is known', async () => {
    const home = homeOf(temporaryFolder())
    const first = await begin({ home, port: 0 })
    await first.listensAt('http://127.0.0.1:8299')
    first.days.spend('laptop', 7)
    await first.close()
    expect((await begin({ home, port: 8299 })).days.usedBy('laptop')).toBe(7)
    const again = await begin({ home, port: 0 })
    await again.listensAt('http://127.0.0.1:8299')
    expect(again.days.usedBy('laptop')).toBe(7)
  })

  it('goes on for a socket', async () => {
    const home = homeOf(temporaryFolder())
    const socket = '/run/proxy.sock'
    const first = await begin({ home, socket })
    await first.listensAt(`unix:${socket}`)
    first.days.spend('laptop', 7)
    await first.close()
    expect((await begin({ home, socket })).days.usedBy('laptop')).toBe(7)
  })

  it.each([
    ['without a quota of tokens', { hasQuota: false }],
    ['of a proxy for one program', { isForOneProgram: true }],
  ])('is kept nowhere %s', async (_, given) => {
    const homeDir = temporaryFolder()
    const day = await begin({ home: homeOf(homeDir), ...given })
    await day.listensAt('http://127.0.0.1:8299')
    day.days.spend('laptop', 7)
    await day.close()
    expect(readdirSync(homeDir)).toEqual([])
  })

  it('is kept nowhere without a home', async () => {
    const day = await begin({})
    day.days.spend('laptop', 7)
    await day.close()
    expect(existsSync(join(process.cwd(), '.cache'))).toBe(false)
  })
})

const homeOf = (homeDir: string) => ({ homeDir, userId: userInfo().uid })

type Given = Partial<Pick<AppContext, 'home' | 'isForOneProgram'>> & {
  port?: number
  socket?: string
  hasQuota?: boolean
}

async function begin({ home, isForOneProgram = false, hasQuota = true, ...settings }: Given) {
  const day = await beginDay(
    {
      settings: settingsWith({ port: 8223, ...(hasQuota && { tokensPerDay: 10 }), ...settings }),
      env: {},
      logTo: recorder().logTo,
      useColor: false,
      isForOneProgram,
      ...(home && { home }),
    },
    (message) => expect.fail(message),
  )
  onTestFinished(() => day.close())
  return day
}
