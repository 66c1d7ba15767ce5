import { describe, expect, it } from 'vitest'
import type { IncomingRequest } from '../../src/http/dual-server.ts'
import { createLocalPages, findLocalPage, type LocalAnswer } from '../../src/server/local-pages.ts'

const CATALOGS = { 'eu-west-1': { source: 'snapshot', asOf: '2026-11-22', problem: 'timeout' } } as const
const FACTS = { version: '1.2.3', region: 'eu-west-1', tokenRequired: true }
const METRICS = { status: 200, contentType: 'text/plain', body: 'metrics' }

describe('The page', () => {
  it('/healthz says that the process is up, whatever the problems', async () => {
    expect(await page('/healthz', { credentials: 'none' })).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })

  it('/readyz is 200 without problems, and says where the catalog of each Region is from', async () => {
    const { status, body } = (await page('/readyz')) ?? {}
    expect(status).toBe(200)
    expect(JSON.parse(body ?? '')).toEqual({ status: 'ready', ...FACTS, problems: {}, catalog: CATALOGS })
  })

  it('/readyz is 503 with a problem and names it', async () => {
    const { status, body } = (await page('/readyz', { draining: 'The proxy is about to stop.' })) ?? {}
    expect(status).toBe(503)
    expect(JSON.parse(body ?? '')).toEqual({
      status: 'not ready',
      ...FACTS,
      problems: { draining: 'The proxy is about to stop.' },
      catalog: CATALOGS,
    })
  })

  it('/metrics is what the metrics render, whatever the query', async () => {
    expect(await page('/metrics?name=x')).toEqual(METRICS)
  })

  it.each(['/', '/healthz/', '/Healthz', '/constructor', '/toString', '/healthzz', '/async-invoke'])(
    '%s is none',
    (url) => {
      expect(find('GET', url)).toBeUndefined()
    },
  )

  it.each([
    ['/healthz', true],
    ['/readyz?verbose', true],
    ['/metrics', false],
  ])('%s is open to probes by any name, without the client token: %s', (url, isOpen) => {
    const { comesByAnyName, showsToken, welcome } = find('GET', url)?.visitor ?? {}
    expect([comesByAnyName, showsToken, welcome]).toEqual([isOpen, !isOpen, 'no-page'])
  })

  it('answers GET and HEAD', () => {
    expect([find('GET', '/healthz')?.path, find('HEAD', '/healthz?x')?.path]).toEqual(['/healthz', '/healthz'])
    for (const method of ['POST', 'PUT', 'OPTIONS']) expect(find(method, '/healthz')).toBeUndefined()
  })
})

function find(method: string, url: string, problems: Record<string, string> = {}) {
  const pages = createLocalPages({
    facts: FACTS,
    problems: async () => problems,
    catalogs: () => CATALOGS,
    metrics: async () => METRICS,
  })
  return findLocalPage(pages, { method, url } as IncomingRequest)
}

async function page(url: string, problems?: Record<string, string>) {
  return (await find('GET', url, problems)?.answer({ url } as IncomingRequest)) as LocalAnswer | undefined
}
