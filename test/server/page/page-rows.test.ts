import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ProxyError } from '../../../src/bedrock/errors.ts'
import type { DecisionReport } from '../../../src/bedrock/resolution-report.ts'
import type { IncomingRequest } from '../../../src/http/dual-server.ts'
import type { PageState } from '../../../src/page/page-data.ts'
import { BROWSER, findLocalPage, OWN_PAGE, PERSON } from '../../../src/server/local-pages.ts'
import { type PageSources, pageRows } from '../../../src/server/page/page-rows.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

describe('What a browser loads needs no token, and the data do', () => {
  it.each(['/-/page.js', '/-/page.css', '/-/icon.svg'])('%s', (url) => {
    expect(find(url)?.visitor).toBe(BROWSER)
  })

  it('/, which may be linked to', () => {
    expect(find('/')?.visitor).toBe(PERSON)
  })

  it.each(['/-/state', '/-/requests', '/-/models', '/-/resolve?model=x', '/-/events'])('%s', (url) => {
    expect(find(url)?.visitor).toBe(OWN_PAGE)
  })

  it.each(['/?list-type=2', '/-', '/-/', '/-/state/', '/-/page.jsx', '/index.html'])('%s is nothing', (url) => {
    expect(find(url)).toBeUndefined()
  })
})

describe('The root', () => {
  it.each(['text/html,application/xhtml+xml,*/*;q=0.8', '*/*', 'application/json, text/*;q=0.5'])(
    'is the page for who takes %s',
    (accept) => {
      expect(find('/', {}, accept)?.path).toBe('/')
    },
  )

  it.each(['application/xml', ''])('is not for other APIs, whose clients take %j', (accept) => {
    expect(find('/', {}, accept)).toBeUndefined()
  })
})

describe('The script and the style', () => {
  it('are what the build has made', async () => {
    const folder = temporaryFolder()
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'page.js'), 'script')
    writeFileSync(join(folder, 'page.css'), 'style')
    expect(await ask('/-/page.js', { folder })).toMatchObject({ status: 200, body: 'script' })
    expect(await ask('/-/page.css', { folder })).toMatchObject({ status: 200, body: 'style' })
    expect(await ask('/', { folder })).toMatchObject({ status: 200, body: expect.stringContaining('/-/page.js') })
  })

  it.each([undefined, temporaryFolder])('are a 404 where nothing was built, and the page says so', async (make) => {
    const folder = make?.()
    expect(await ask('/-/page.js', { folder })).toMatchObject({ status: 404 })
    expect(await ask('/', { folder })).toMatchObject({ status: 200, body: expect.stringContaining('npm run build') })
  })
})

describe('What becomes of an identifier', () => {
  it('is told of the whole identifier, whatever is in it', async () => {
    const answer = await ask(`/-/resolve?x=1&model=${encodeURIComponent('a&b=c d')}`)
    expect(answer).toMatchObject({ status: 200, body: '{"requested":"a&b=c d"}' })
  })

  it.each(['/-/resolve', '/-/resolve?', '/-/resolve?models=x'])('is not told of nothing: %s', async (url) => {
    expect(await ask(url)).toMatchObject({ status: 400 })
  })

  it('is a sentence where the Region may not be called, and fails for anything else', async () => {
    const refuse = (error: Error) => ({
      resolve: () => {
        throw error
      },
    })
    const refused = ask('/-/resolve?model=x', refuse(new ProxyError('region-not-allowed', 'No.')))
    expect(await refused).toMatchObject({ status: 400, body: '{"message":"No."}' })
    await expect(async () => ask('/-/resolve?model=x', refuse(new TypeError('bug')))).rejects.toThrow('bug')
  })
})

it('The stream is refused where there is no room for one more', async () => {
  const watchers = { hasRoom: () => false, follow: () => undefined, count: () => 16, end: () => undefined }
  expect(await ask('/-/events', { watchers })).toMatchObject({ status: 503 })
})

function find(url: string, sources: Partial<PageSources> = {}, accept: string | undefined = '*/*') {
  return findLocalPage(pageRows({ ...SOURCES, ...sources }), {
    method: 'GET',
    url,
    headers: { accept },
  } as IncomingRequest)
}

async function ask(url: string, sources: Partial<PageSources> = {}) {
  return find(url, sources)?.answer({ url } as IncomingRequest)
}

const SOURCES: PageSources = {
  folder: undefined,
  tokenRequired: false,
  state: async () => ({}) as PageState,
  requests: () => ({ requests: [], ongoing: [] }),
  resolve: (requested) => ({ requested }) as DecisionReport,
  models: () => [],
  watchers: { hasRoom: () => true, follow: () => undefined, count: () => 0, end: () => undefined },
}
