import type { RequestRecord } from '../request-record.ts'
import type { TracedRequest, TracedSend } from '../request-trace.ts'

/** What an attribute of a span may be. */
export type AttributeValue = string | number | boolean | readonly string[]

/** By their names. */
export type SpanAttributes = Readonly<Record<string, AttributeValue>>

/** `{operation} {model}` for what a model answers, as the convention has it; else the name of AWS's operation. */
export function spanName({ operation, requestedModel }: RequestRecord, { usesTokens }: TracedRequest): string {
  return usesTokens && requestedModel !== undefined ? `${genAiOperation(requestedModel)} ${requestedModel}` : operation
}

/** What the convention calls the operation; InvokeModel is one for every kind of model. */
function genAiOperation(model: string): string {
  return /embed/i.test(model) ? 'embeddings' : 'chat'
}

/**
 * The attributes of the span of a request: names and counts, as the log has them; nothing of a prompt, an answer or a header.
 * Source: OpenTelemetry's conventions for GenAI clients and AWS Bedrock, v0.1.0; what they have no name for begins with `bedrock_proxy`.
 */
export function requestAttributes(
  record: RequestRecord,
  request: TracedRequest,
  sends: readonly TracedSend[],
): SpanAttributes {
  const last = sends.at(-1)
  return defined({
    ...(request.usesTokens && genAiAttributes(record, last?.isStream ?? false)),
    ...(last && serverOf(last.host)),
    'cloud.region': record.region,
    'aws.request_id': record.requestId,
    'http.response.status_code': record.status,
    'error.type': errorType(record, last),
    'bedrock_proxy.operation': record.operation,
    'bedrock_proxy.client': record.client,
    'bedrock_proxy.request_class': record.requestClass,
    'bedrock_proxy.sent_model': record.sentModel,
    'bedrock_proxy.reason': record.reason,
    'bedrock_proxy.moved_from': record.movedFrom,
    'bedrock_proxy.attempts': record.attempts,
    'bedrock_proxy.remedies': record.remedies,
    'bedrock_proxy.repaired': record.repaired,
    'bedrock_proxy.ending': record.ending,
    'bedrock_proxy.broken_by': record.brokenBy,
    'bedrock_proxy.fault': record.fault,
    'bedrock_proxy.refusal': record.refusal,
    'bedrock_proxy.request_bytes': record.requestBytes,
    'bedrock_proxy.response_bytes': record.responseBytes,
  })
}

function genAiAttributes(record: RequestRecord, isStream: boolean): Partial<SpanAttributes> {
  const { requestedModel = '', inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, firstByteMs } = record
  const isCounted = inputTokens !== undefined
  return {
    'gen_ai.operation.name': genAiOperation(requestedModel),
    'gen_ai.provider.name': 'aws.bedrock',
    'gen_ai.request.model': record.requestedModel,
    'gen_ai.request.stream': isStream || undefined,
    'gen_ai.conversation.id': record.session,
    'gen_ai.agent.id': record.agent,
    'gen_ai.response.time_to_first_chunk': isStream && firstByteMs !== undefined ? firstByteMs / 1000 : undefined,
    // Cached tokens are part of it there, and apart from it at Bedrock.
    'gen_ai.usage.input_tokens': isCounted ? inputTokens + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0) : undefined,
    'gen_ai.usage.output_tokens': outputTokens,
    'gen_ai.usage.cache_read.input_tokens': cacheReadTokens,
    'gen_ai.usage.cache_write.input_tokens': cacheWriteTokens,
  } as Partial<SpanAttributes>
}

/** AWS's name of an exception, our own code, or the status: few words, and none of them a client's. */
export function errorType(record: RequestRecord, last: TracedSend | undefined): string | undefined {
  if (record.error !== undefined) return record.error
  if (record.status >= 400) return last?.exception || String(record.status)
  return record.ending === 'complete' || record.ending === 'answered-here' ? undefined : record.ending
}

/** `{method} {path}`, as the convention of HTTP clients has it. */
export function sendName({ method, pathTemplate }: TracedSend): string {
  return `${method} ${pathTemplate}`
}

/** The attributes of the span of one send; `number` counts from 0. Source: OpenTelemetry's conventions for HTTP clients. */
export function sendAttributes(send: TracedSend, number: number): SpanAttributes {
  const { status } = send
  return defined({
    'http.request.method': send.method,
    'url.template': send.pathTemplate,
    ...serverOf(send.host),
    'cloud.region': send.region,
    'http.request.resend_count': number > 0 ? number : undefined,
    'http.response.status_code': status,
    'error.type': sendErrorType(send),
    'bedrock_proxy.sent_model': send.model,
    'bedrock_proxy.reason': send.reason,
    'bedrock_proxy.remedy': send.remedy,
  })
}

/** What a send failed with; undefined where it did not. */
export function sendErrorType({ error, status, exception }: TracedSend): string | undefined {
  if (error !== undefined || status === undefined) return error
  return status >= 400 ? exception || String(status) : undefined
}

function serverOf(host: string): SpanAttributes {
  const [, name = host, port = '443'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? []
  return { 'server.address': name.replace(/^\[|\]$/g, ''), 'server.port': Number(port) }
}

function defined(attributes: Readonly<Record<string, AttributeValue | undefined>>): SpanAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as SpanAttributes
}
