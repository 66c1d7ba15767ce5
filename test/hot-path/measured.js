import { createHook } from 'node:async_hooks'
import { Session } from 'node:inspector/promises'
import { constants, PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/**
 * Loaded into a proxy before anything of it (`--import`): counts what requests cost, between two messages of the test. Plain
 * JavaScript, because Node runs it as it is.
 */
let promises = 0
let timersAt = []
for (const name of ['setTimeout', 'setInterval']) {
  const set = globalThis[name]
  globalThis[name] = Object.assign((...args) => {
    timersAt.push(callerIn(new Error().stack))
    return set(...args)
  }, set)
}
/** The place, as `file:///…/chunk.js:12:3`, of the second line of a stack. */
function callerIn(stack) {
  return /\(?(\S+:\d+:\d+)\)?$/.exec(stack.split('\n')[2] ?? '')?.[1] ?? ''
}

const hook = createHook({
  init: (_id, type) => {
    if (type === 'PROMISE') promises++
  },
})
const session = new Session()
session.connect()
let heapBefore = 0
let lookedThrough = 0
const collections = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) lookedThrough++
})

const COMMANDS = {
  // Nothing is collected meanwhile: the young generation has room for all of it.
  async beginMemory() {
    globalThis.gc()
    heapBefore = getHeapStatistics().used_heap_size
  },
  endMemory: async () => ({ bytes: getHeapStatistics().used_heap_size - heapBefore }),
  // How much the heap may grow follows from what was in use when all of it was looked through last.
  async beginCollections() {
    globalThis.gc()
    await oneTurn()
    collections.observe({ entryTypes: ['gc'] })
    lookedThrough = 0
  },
  async endCollections() {
    await oneTurn()
    collections.disconnect()
    return { lookedThrough }
  },
  async beginCounts() {
    promises = 0
    timersAt = []
    hook.enable()
  },
  async endCounts() {
    hook.disable()
    return { promises, timersAt }
  },
  async beginCoverage() {
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  },
  async endCoverage() {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    const ran = ({ ranges }) => ranges[0].count > 0
    return result
      .filter(({ url }) => url.startsWith('file:') && url.includes('/dist/'))
      .map(({ url, functions }) => ({ url, offsets: functions.filter(ran).map(({ ranges }) => ranges[0].startOffset) }))
  },
}

/** Entries of the observer come in a turn of their own. */
function oneTurn() {
  return new Promise((resolve) => setTimeout(resolve, 20))
}

process.on('message', async (command) => process.send((await COMMANDS[command]()) ?? {}))
process.channel.unref()
