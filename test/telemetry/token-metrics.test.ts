import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { tokenMetrics } from '../../src/telemetry/token-metrics.ts'
import { recordOf } from './record-of.ts'

describe('The metrics of tokens', () => {
  it('count every kind, for each client and model', async () => {
    const { count, lines } = start()
    const used = { inputTokens: 3, outputTokens: 5, cacheReadTokens: 11, cacheWriteTokens: 7 }
    count(recordOf({ client: 'laptop', ...used }), 'eu.a.m')
    count(recordOf({ client: 'laptop', inputTokens: 1, outputTokens: 0 }), 'eu.a.m')
    expect(await lines('bedrock_proxy_tokens_total')).toEqual([
      'bedrock_proxy_tokens_total{model="eu.a.m",client="laptop",kind="input"} 4',
      'bedrock_proxy_tokens_total{model="eu.a.m",client="laptop",kind="output"} 5',
      'bedrock_proxy_tokens_total{model="eu.a.m",client="laptop",kind="cache-read"} 11',
      'bedrock_proxy_tokens_total{model="eu.a.m",client="laptop",kind="cache-write"} 7',
    ])
  })

  it('tell for how long the cache was written, and the class of request', async () => {
    const { count, lines } = start()
    count(recordOf({ requestClass: 'main', cacheWrite5mTokens: 3, cacheWrite1hTokens: 4 }), 'eu.a.m')
    expect(await lines('bedrock_proxy_cache_write_tokens_total')).toEqual([
      'bedrock_proxy_cache_write_tokens_total{model="eu.a.m",class="main",ttl="5m"} 3',
      'bedrock_proxy_cache_write_tokens_total{model="eu.a.m",class="main",ttl="1h"} 4',
    ])
  })

  it('tell how much of the input came out of the cache, for each client and model', async () => {
    const { count, lines } = start()
    count(recordOf({ client: 'a', inputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 90 }), 'm')
    count(recordOf({ client: 'a', inputTokens: 10, cacheReadTokens: 90 }), 'm')
    count(recordOf({ client: 'b', inputTokens: 10, cacheReadTokens: 30 }), 'm')
    count(recordOf({ inputTokens: 10, cacheReadTokens: 0 }), 'm')
    expect(await lines('bedrock_proxy_cache_hit_ratio')).toEqual([
      'bedrock_proxy_cache_hit_ratio{model="m",client="a"} 0.45',
      'bedrock_proxy_cache_hit_ratio{model="m",client="b"} 0.75',
      'bedrock_proxy_cache_hit_ratio{model="m"} 0',
    ])
  })

  it('make no ratio of what no cache was told of, nor of nothing', async () => {
    const { count, lines } = start()
    count(recordOf({ inputTokens: 10, outputTokens: 1 }), 'm')
    count(recordOf({ cacheReadTokens: 0 }), 'm')
    expect(await lines('bedrock_proxy_cache_hit_ratio')).toEqual([])
  })

  it('count the answers of which nobody told what they used', async () => {
    const { count, lines } = start()
    count(recordOf({ client: 'laptop', usage: 'untold' }), 'm')
    count(recordOf({ client: 'laptop', usage: 'so-far', inputTokens: 3 }), 'm')
    expect(await lines('bedrock_proxy_untold_usage_total')).toEqual([
      'bedrock_proxy_untold_usage_total{model="m",client="laptop"} 1',
    ])
  })
})

function start() {
  const registry = new Registry()
  const count = tokenMetrics(registry)
  const lines = async (name: string) => {
    const text = await registry.metrics()
    return text.split('\n').filter((line) => line.startsWith(`${name}{`))
  }
  return { count, lines }
}
