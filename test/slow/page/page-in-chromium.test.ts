import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONVERSATION, converse, SONNET, SONNET_PROFILE } from '../../fixtures/conversations.ts'
import { startHttpServer } from '../../fixtures/start-http-server.ts'
import { startPair, startProxyTo } from '../../fixtures/start-pair.ts'
import { HOSTILE } from '../../page/page-requests.ts'
import { expectLive, HAS_CHROMIUM, openChromium } from './open-chromium.ts'

describe.skipIf(!HAS_CHROMIUM)('The page in a Chromium (left out unless there is one in /usr/bin)', () => {
  let chromium: Awaited<ReturnType<typeof openChromium>>
  beforeAll(async () => {
    chromium = await openChromium()
  })
  afterAll(() => chromium.close())

  it('shows a request as it ends, and its decision when it is opened', async () => {
    const { proxy } = await startPair()
    const tab = await chromium.openTab(proxy.url)
    await expectLive(tab)
    const { page, complaints } = tab
    await page.getByText('No requests yet.').waitFor()
    await converse(proxy.url)
    const row = page.getByRole('row').filter({ hasText: SONNET })
    await row.getByText(`→ ${SONNET_PROFILE}`).waitFor()
    await row.getByText('200').click()
    const details = page.getByRole('complementary')
    await details.getByText("it is the inference profile of this Region's geography for the model").waitFor()
    expect(await details.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining(SONNET_PROFILE),
      expect.stringContaining(`global.${SONNET}`),
      expect.stringContaining('not on demand in eu-central-1'),
    ])
    expect(complaints).toEqual([])
  })

  it('shows a request while it is under way, and for how long', async () => {
    let answer = () => {}
    const upstream = await startHttpServer((_request, response) => {
      answer = () => response.end('{}')
    })
    const proxy = await startProxyTo(upstream)
    const { page } = await chromium.openTab(proxy.url)
    const answered = converse(proxy.url)
    const row = page.getByRole('row').filter({ hasText: SONNET })
    await row.getByText('waits for an answer').waitFor()
    await page.getByText('1 under way').waitFor()
    await row.getByText(/^[1-9] s$/).waitFor()
    answer()
    await answered
    await row.getByText(`→ ${SONNET_PROFILE}`).waitFor()
    expect(await row.count()).toBe(1)
  })

  it('shows a name that would be markup as text, wherever it stands', async () => {
    const { proxy } = await startPair()
    const { page, complaints } = await chromium.openTab(proxy.url)
    await converse(proxy.url, HOSTILE)
    const row = page.getByRole('row').filter({ hasText: HOSTILE })
    await row.click()
    await page.getByRole('complementary').getByText(HOSTILE).first().waitFor()
    await page.getByRole('tab', { name: 'Models' }).click()
    await page.getByLabel('What becomes of').fill(HOSTILE)
    await page.locator('#answer').getByText(HOSTILE).first().waitFor()
    expect(await page.locator('img:not([src^="/-/"])').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('says what becomes of any identifier while it is typed, and lists the models of the Region', async () => {
    const { proxy } = await startPair()
    const { page } = await chromium.openTab(`${proxy.url}/#models`)
    const models = page.getByRole('row')
    await expect.poll(() => models.count()).toBeGreaterThan(20)
    await page.getByLabel('What becomes of').pressSequentially('claude-sonnet-4-6')
    await page.locator('#answer').getByText(SONNET_PROFILE).first().waitFor()
    await expect.poll(() => models.count()).toBe(2)
    await page.getByLabel('What becomes of').fill('nova-lite')
    await page.getByRole('button', { name: 'amazon.nova-lite-v1:0' }).click()
    await page.locator('#answer').getByText('eu.amazon.nova-lite-v1:0').first().waitFor()
  })

  it('shows what was learned', async () => {
    const { proxy } = await startPair()
    await converse(proxy.url, SONNET, { additionalModelRequestFields: { context_management: {} } })
    const { page } = await chromium.openTab(`${proxy.url}/#learned`)
    await page.getByRole('heading', { name: 'Repairs' }).waitFor()
    await page.getByText(/context_management/).waitFor()
  })

  it('says when the proxy stops, and is live again when there is one', async () => {
    const first = await startPair()
    const { port } = new URL(first.proxy.url)
    const { page } = await chromium.openTab(first.proxy.url)
    await converse(first.proxy.url)
    await page.getByRole('row').filter({ hasText: SONNET }).waitFor()
    await first.proxy.drain()
    await page.getByText(/Stopping|Disconnected/).waitFor()
    expect(await page.getByRole('row').filter({ hasText: SONNET }).count()).toBe(1)
    await startPair({ port: Number(port) })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('No requests yet.').waitFor()
  })

  it('needs nothing but the proxy: no request goes anywhere else', async () => {
    const { proxy } = await startPair()
    const asked: string[] = []
    const { page } = await chromium.openTab('about:blank')
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await page.goto(proxy.url)
    await page.getByText('Live', { exact: true }).waitFor()
    expect(new Set(asked)).toEqual(new Set([proxy.url]))
  })

  it('may not spend: script of its own origin is refused by every route of Bedrock', async () => {
    const { proxy, simulator } = await startPair()
    const { page } = await chromium.openTab(proxy.url)
    const path = `/model/${SONNET}/converse`
    const status = await page.evaluate(
      async ([path, body]) => {
        const headers = { 'content-type': 'application/json' }
        return (await fetch(path as string, { method: 'POST', headers, body: body as string })).status
      },
      [path, CONVERSATION],
    )
    expect(status).toBe(403)
    expect(simulator.requests).toEqual([])
  })
})
