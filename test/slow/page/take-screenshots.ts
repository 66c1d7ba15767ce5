import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium, type Page } from 'playwright-core'
import { EXECUTABLE } from './find-chromium.ts'
import { sampleHour } from './sample-hour.ts'

/**
 * `npm run screenshots`: the pictures of the page in docs/, light and dark. The page is the built one, what it is told is a sample:
 * the hour of a real proxy would take an hour.
 */
const NOW = new Date(2026, 10, 29, 16, 42, 7).getTime()
const PICTURES = [
  { file: 'docs/page-light.png', colorScheme: 'light' },
  { file: 'docs/page-dark.png', colorScheme: 'dark' },
] as const

const proxy = spawn(process.execPath, [
  'dist/main.js',
  'serve',
  '--simulate',
  '--region',
  'eu-central-1',
  '--port',
  '0',
])
const [line] = await once(proxy.stdout, 'data')
const [url = ''] = /http:\/\/\S+/.exec(String(line)) ?? []
const { version } = await (await fetch(`${url}/-/state`)).json()
const browser = await chromium.launch({ ...(EXECUTABLE && { executablePath: EXECUTABLE }), args: ['--no-sandbox'] })
for (const { file, colorScheme } of PICTURES) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1260, height: 700 } })
  await tellSample(page)
  await page.clock.setFixedTime(NOW)
  await page.goto(url)
  await page.locator('tbody tr').nth(2).click()
  await page.screenshot({ path: file })
  process.stdout.write(`${file}\n`)
}
await browser.close()
proxy.kill()

/** Puts a stream of the sample in the place of the proxy's. */
async function tellSample(page: Page): Promise<void> {
  const told = Object.entries(sampleHour(NOW, version))
    .map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    .join('')
  await page.addInitScript((text) => {
    const real = window.fetch
    window.fetch = async (input, init) => {
      if (input !== '/-/events') return real(input, init)
      return new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(text)) }))
    }
  }, told)
}
