/** A route that clients ask for and bedrock-runtime has not: where its template leads to, and what to do about it. */
type Row = {
  /** Its segments behind any base path; `*` stands for one, `**` at the end for any number. */
  readonly path: string
  readonly says: string
}

/** AWS has these, on an endpoint that this proxy does not sign for. */
const OF_AWS: readonly Row[] = [
  ...['rerank', 'retrieveAndGenerate', 'retrieveAndGenerateStream', 'generateQuery'].map((path) => ({
    path,
    says: 'It is an operation of bedrock-agent-runtime, which this proxy does not serve: call that endpoint directly.',
  })),
  ...['knowledgebases/**', 'agents/**', 'flows/**', 'sessions/**', 'optimize-prompt'].map((path) => ({
    path,
    says: 'It is an operation of bedrock-agent-runtime or bedrock-agent, which this proxy does not serve: call that endpoint directly.',
  })),
  ...[
    'guardrails/**',
    'custom-models/**',
    'imported-models/**',
    'model-customization-jobs/**',
    'model-invocation-job/**',
    'model-invocation-jobs/**',
    'provisioned-model-throughput/**',
    'provisioned-model-throughputs/**',
    'logging/**',
    'evaluation-jobs/**',
  ].map((path) => ({
    path,
    says: 'It is an operation of the control plane, of which this proxy passes on only the lists of models and inference profiles: call the bedrock endpoint directly.',
  })),
  ...['responses/*', 'responses/*/cancel', 'responses/*/input_items'].map((path) => ({
    path,
    says: 'bedrock-runtime keeps no responses; bedrock-mantle does: start the proxy with --mantle and use /mantle/v1 as the base URL.',
  })),
]

/** OpenAI and Anthropic have these, and Bedrock nothing under that route. */
const OF_VENDORS: readonly Row[] = [
  {
    path: 'embeddings',
    says: 'Bedrock has no such route. Call an embedding model by InvokeModel: /model/{modelId}/invoke.',
  },
  { path: 'completions', says: 'Bedrock has no such route. Use /v1/chat/completions or Converse.' },
  { path: 'complete', says: 'Bedrock has no such route. Use /v1/messages or Converse.' },
  {
    path: 'messages/batches/**',
    says: 'Bedrock has no such route. Its batches are CreateModelInvocationJob of the control plane.',
  },
  {
    path: 'batches/**',
    says: 'Bedrock has no such route. Its batches are CreateModelInvocationJob of the control plane.',
  },
  { path: 'files/**', says: 'Bedrock has no such route. Put the file into the message, or use Amazon S3.' },
  {
    path: 'images/**',
    says: 'Bedrock has no such route. Call an image model by InvokeModel: /model/{modelId}/invoke.',
  },
  { path: 'videos/**', says: 'Bedrock has no such route. Start a video model by StartAsyncInvoke: /async-invoke.' },
  { path: 'audio/**', says: 'Bedrock has no such route. Speech goes by InvokeModelWithBidirectionalStream.' },
  { path: 'realtime/**', says: 'Bedrock has no such route. Speech goes by InvokeModelWithBidirectionalStream.' },
  ...[
    'assistants',
    'threads',
    'conversations',
    'vector_stores',
    'fine_tuning',
    'moderations',
    'uploads',
    'skills',
    'organizations',
    'organization',
    'responses/compact',
    'evals',
    'containers',
  ].map((path) => ({
    path: `${path}/**`,
    says: 'Bedrock has no such route. Do without it in the settings of the client.',
  })),
]

const ROWS = [...OF_VENDORS, ...OF_AWS].map(({ path, says }) => ({ segments: path.split('/'), says }))

/** What base URLs end with; behind these a route begins. */
const BASE_WORDS: ReadonlySet<string> = new Set(['v1', 'openai', 'anthropic', 'mantle'])
const MAX_BASE_WORDS = 8

/** Why a path that names no operation of bedrock-runtime is a 404: not Bedrock's, Bedrock's elsewhere, or a wrong base URL. */
export function whyNoOperation(path: string): string {
  const words = path.split('/', MAX_WORDS).filter((word) => word !== '')
  for (let begin = 0; begin <= Math.min(words.length, MAX_BASE_WORDS); begin++) {
    const row = ROWS.find(({ segments }) => matches(segments, words.slice(begin)))
    if (row && words.slice(0, begin).every((word) => BASE_WORDS.has(word) || begin === 1)) return row.says
  }
  return 'Check the base URL of the client: it must end right before /model, /openai, /anthropic or /v1.'
}

const MAX_WORDS = 32

function matches(segments: readonly string[], words: readonly string[]): boolean {
  const isOpen = segments.at(-1) === '**'
  const fixed = isOpen ? segments.slice(0, -1) : segments
  const fits = isOpen ? words.length >= fixed.length : words.length === fixed.length
  return fits && fixed.every((segment, i) => segment === '*' || segment === words[i])
}
