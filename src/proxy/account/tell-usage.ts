import type { TokenUsage } from '../../bedrock/token-usage.ts'
import type { RequestRecord } from '../../telemetry/request-record.ts'

/**
 * What a record tells of the tokens of a model's answer. Nothing is estimated: of an answer that broke off, or that its client
 * left, what was told until then counts; where nothing was told, the record says so.
 */
export function tellUsage(told: TokenUsage, status: number, ending: RequestRecord['ending']): Partial<RequestRecord> {
  if (status >= 300) return told
  if (told.inputTokens === undefined && told.outputTokens === undefined) return { ...told, usage: 'untold' }
  return ending === 'complete' ? told : { ...told, usage: 'so-far' }
}
