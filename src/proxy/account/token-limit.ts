import type { TokenLimit } from '../../bedrock/advice-row.ts'
import { isQuick } from '../../http/in-pieces.ts'
import { type ScannedObject, scanLongObject, scanObject } from '../../http/json-object-scan.ts'
import { pathTree } from '../../http/json-paths.ts'
import { MalformedJson } from '../../http/json-scanner.ts'
import type { Body } from '../body.ts'

/** Where the APIs of Bedrock take the limit of an answer. */
const LIMITS = pathTree([
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'max_gen_len',
  'inferenceConfig.maxTokens',
  'inferenceConfig.max_new_tokens',
  'textGenerationConfig.maxTokenCount',
])

/**
 * What a request sets as the limit of its answer; undefined for a body that is no JSON object. A long body is read in turns, so that
 * its answer is a promise.
 */
export function tokenLimitOf({ chunks, byteLength }: Body): TokenLimit | undefined | Promise<TokenLimit | undefined> {
  if (!isQuick(byteLength)) return scanLongObject(chunks, LIMITS).then(limitIn, ifMalformed)
  try {
    return limitIn(scanObject(chunks, LIMITS))
  } catch (error) {
    return ifMalformed(error)
  }
}

function limitIn({ found }: ScannedObject): TokenLimit {
  const [limit] = found.flatMap(({ value }) => (typeof value === 'number' ? value : []))
  return limit ?? 'unset'
}

function ifMalformed(error: unknown): undefined {
  if (error instanceof MalformedJson) return undefined
  throw error
}
