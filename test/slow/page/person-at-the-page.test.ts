import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { converse, SONNET } from '../../fixtures/conversations.ts'
import { startPair } from '../../fixtures/start-pair.ts'
import { expectLive, HAS_CHROMIUM, openChromium } from './open-chromium.ts'

describe.skipIf(!HAS_CHROMIUM)('A person at the page (left out unless there is a Chromium in /usr/bin)', () => {
  let chromium: Awaited<ReturnType<typeof openChromium>>
  beforeAll(async () => {
    chromium = await openChromium()
  })
  afterAll(() => chromium.close())

  it('is asked for the client token, which stays in the tab and out of every URL', async () => {
    const { proxy } = await startPair({ clientToken: [{ name: 'laptop', token: 'secret-token' }] })
    const { page, complaints } = await chromium.openTab(proxy.url)
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url()))
    const field = page.getByLabel('Client token')
    await field.fill('wrong')
    expect(complaints).toEqual([])
    await field.press('Enter')
    await page.getByRole('alert').waitFor()
    await field.fill('secret-token')
    await field.press('Enter')
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('tab', { name: /Models/ }).click()
    await page.getByLabel('What becomes of').fill(SONNET)
    await page.locator('#answer').getByText(`eu.${SONNET}`).first().waitFor()
    await page.reload()
    await page.getByText('Live', { exact: true }).waitFor()
    expect(urls.join(' ')).not.toContain('secret-token')
    const other = await page.context().newPage()
    await other.goto(proxy.url)
    await other.getByLabel('Client token').waitFor()
  })

  it('finds requests by text', async () => {
    const { proxy } = await startPair()
    await converse(proxy.url)
    await converse(proxy.url, 'amazon.nova-lite-v1:0')
    const { page } = await chromium.openTab(proxy.url)
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    await page.getByLabel('Filter requests').fill('nova converse 200')
    await expect.poll(() => rows.count()).toBe(1)
    await page.getByText('1 of 2').waitFor()
    await page.getByLabel('Filter requests').fill('nothing like it')
    await page.getByText('No request matches this filter.').waitFor()
  })

  it('gets everywhere by keyboard', async () => {
    const { proxy } = await startPair()
    await converse(proxy.url)
    await converse(proxy.url, 'amazon.nova-lite-v1:0')
    const tab = await chromium.openTab(proxy.url)
    await expectLive(tab)
    const { page } = tab
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    const focused = () => page.evaluate(() => document.activeElement?.id)
    await page.keyboard.press('/')
    expect(await focused()).toBe('filter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('open-2')
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe('open-1')
    await page.keyboard.press('Enter')
    await page.getByRole('complementary').getByText(SONNET).first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary').waitFor({ state: 'detached' })
    expect(await focused()).toBe('open-1')
    await page.getByRole('tab', { name: /Requests/ }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await focused()).toBe('tab-models')
    await page.getByLabel('What becomes of').waitFor()
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
    expect(outline).toBe('solid')
  })

  it.each(['requests', 'models', 'learned'])('reads %s on a phone without scrolling sideways', async (name) => {
    const { proxy } = await startPair()
    await converse(proxy.url, 'anthropic.claude-haiku-4-5-20251001-v1:0')
    await converse(proxy.url, `nobody.${'knows-'.repeat(40)}this`)
    await converse(proxy.url, SONNET, { additionalModelRequestFields: { context_management: {} } })
    const viewport = { width: 375, height: 740 }
    const { page } = await chromium.openTab(`${proxy.url}/#${name}`, { viewport })
    await page.getByText('Live', { exact: true }).waitFor()
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThan(0)
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBe(375)
    if (name !== 'requests') return
    await page.locator('tbody tr').first().click()
    await page.getByRole('complementary').waitFor()
    expect(await width()).toBe(375)
    await page.getByRole('button', { name: 'Close the details' }).click()
    await page.getByRole('complementary').waitFor({ state: 'detached' })
  })

  it('sees it light or dark, as they like it, with text that can be read', async () => {
    const { proxy } = await startPair()
    await converse(proxy.url)
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await chromium.openTab(proxy.url, { colorScheme })
      await page.locator('tbody tr').first().click()
      const contrasts = await page.evaluate(() => {
        const luminance = (color: string) => {
          const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((text) => {
            const part = Number(text) / 255
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
          })
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue
        }
        const ground = luminance(getComputedStyle(document.body).backgroundColor)
        return ['body', 'dt', '.good', '.became', 'th', '.connection'].map((selector) => {
          const text = luminance(getComputedStyle(document.querySelector(selector) as Element).color)
          return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
        })
      })
      expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(ground).toBe(colorScheme === 'dark' ? 'rgb(18, 19, 20)' : 'rgb(246, 246, 244)')
    }
  })
})
