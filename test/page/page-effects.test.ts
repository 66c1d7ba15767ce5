import { describe, expect, it } from 'vitest'
import { createEffects } from '../../src/page/page-effects.ts'
import type { Model, PageEvent } from '../../src/page/page-model.ts'
import { DECISION, modelWith, requestWith, stateWith } from './page-requests.ts'

const BEFORE = modelWith()

describe('What the proxy is asked for', () => {
  it('is what becomes of the text that was typed last', async () => {
    const { asked, events } = watch((effects) => {
      effects(BEFORE, { ...BEFORE, asked: 'a' })
      effects({ ...BEFORE, asked: 'a' }, { ...BEFORE, asked: 'ab ' })
    })
    await expect.poll(() => events).toHaveLength(1)
    expect(asked).toEqual(['/-/resolve?model=ab'])
    expect(events).toMatchObject([{ type: 'answer', asked: 'ab ', answer: { kind: 'decision' } }])
  })

  it('are the models, whenever the catalog, the policy or the process is another one', async () => {
    const other = modelWith({ state: stateWith({ catalogs: [] }) })
    const { asked, events } = watch((effects) => effects(BEFORE, other))
    await expect.poll(() => events).toMatchObject([{ type: 'models' }])
    expect(asked).toEqual(['/-/models'])
  })

  it('is what becomes of a model that was refused, when its request is opened', async () => {
    const opened = requestWith({ status: 403 })
    const { decision: _none, ...refused } = opened
    const { asked, events } = watch((effects) => effects(BEFORE, { ...BEFORE, opened: refused }))
    await expect.poll(() => events).toMatchObject([{ type: 'opened-anew', answer: { kind: 'decision' } }])
    expect(asked).toEqual([`/-/resolve?model=${opened.requestedModel}`])
  })

  it.each([
    ['its decision is known', requestWith()],
    ['it names no model', requestWith({ requestedModel: undefined, decision: undefined } as never)],
    [
      'what is shown of its ARN names nothing',
      requestWith({ requestedModel: '…9012 x', decision: undefined } as never),
    ],
    ['it only got later', undefined],
  ])('is nothing where %s', async (_, opened) => {
    const { asked } = watch((effects) => effects(BEFORE, { ...BEFORE, now: 1, ...(opened && { opened }) } as Model))
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toEqual([])
  })
})

function watch(run: (effects: ReturnType<typeof createEffects>) => void): { asked: string[]; events: PageEvent[] } {
  const asked: string[] = []
  const events: PageEvent[] = []
  const fetch = async (path: unknown) => {
    asked.push(String(path))
    return Response.json(String(path) === '/-/models' ? { models: [] } : DECISION)
  }
  run(createEffects({ fetch, token: () => undefined }, (event) => events.push(event)))
  return { asked, events }
}
