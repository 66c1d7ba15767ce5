import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { EXECUTABLE } from './find-chromium.ts'

/** Whether this machine has a Chromium; without one the tests of the page in a browser are left out. */
export const HAS_CHROMIUM = EXECUTABLE !== undefined

/** A tab, and what its console and its policy had to say. */
export type Tab = { readonly page: Page; readonly complaints: readonly string[] }

/** A Chromium of the test file. Its tabs close with their tests; to be closed after all of them. */
export async function openChromium(): Promise<{
  openTab(url: string, options?: BrowserContextOptions): Promise<Tab>
  close(): Promise<void>
}> {
  // The sandbox wants rights that a container has not; the pages are our own.
  const browser = await chromium.launch({ ...(EXECUTABLE && { executablePath: EXECUTABLE }), args: ['--no-sandbox'] })
  return {
    openTab: (url, options) => openTab(browser, url, options),
    close: () => browser.close(),
  }
}

async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
  await page.goto(url)
  return { page, complaints }
}

/** Expects the page to be live, and that nothing has complained on the way there. */
export async function expectLive({ page, complaints }: Tab): Promise<void> {
  await page.getByText('Live', { exact: true }).waitFor()
  expect(complaints).toEqual([])
}
