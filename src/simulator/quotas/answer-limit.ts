type Json = Readonly<Record<string, unknown>>

/** Where the APIs say how long an answer may be, outermost member first. */
const PATHS: readonly (readonly string[])[] = [
  ['max_tokens'],
  ['inferenceConfig', 'maxTokens'],
  ['inferenceConfig', 'max_new_tokens'],
  ['max_completion_tokens'],
  ['max_output_tokens'],
]

/** The limit that a body sets for its answer, in tokens; undefined where it sets none. */
export function answerLimit(body: Json): number | undefined {
  return PATHS.map((path) => path.reduce<unknown>(memberOf, body)).find((value) => typeof value === 'number')
}

function memberOf(value: unknown, name: string): unknown {
  return value instanceof Object ? Reflect.get(value, name) : undefined
}
