import { MAX_IDENTIFIER_LENGTH, regionOfArn, withoutMarker } from './model-identifier.ts'
import { DOT_IN_VERSION } from './models-by-stem.ts'

/**
 * What a name may be without the things that agents and routers put around it, the name itself first and what is least
 * undressed next: without a mark for the size of the context, without the words of a router, decoded once more, with
 * dashes for the dots of a version. Which of them is meant is for the catalog and the settings to say.
 */
export function plainNames(name: string): string[] {
  if (name.length > MAX_IDENTIFIER_LENGTH) return [name]
  const names = [name, withoutMarker(name), ...withoutRouters(decodedAgain(name)).flatMap(readingsOf)]
  return [...new Set(names)].filter((one) => one !== '')
}

/** The Region of the ARN that a name is, or holds behind what a router put before it; undefined where it holds none. */
export function regionNamedIn(name: string): string | undefined {
  const isPlain = name.startsWith('arn:') || !/[/%]/.test(name)
  return isPlain
    ? regionOfArn(name)
    : plainNames(name)
        .map(regionOfArn)
        .find((region) => region !== undefined)
}

/**
 * What LiteLLM, OpenRouter, opencode and their kin write before a slash to say through whom a model is asked for. A Region
 * in their place is none of these: it would have to decide something.
 */
const ROUTERS: ReadonlySet<string> = new Set([
  'amazon',
  'amazon-bedrock',
  'amazon_bedrock',
  'anthropic',
  'anthropic_messages',
  'aws',
  'aws-bedrock',
  'aws_bedrock',
  'bedrock',
  'bedrock-converse',
  'bedrock-runtime',
  'bedrock_converse',
  'chat',
  'converse',
  'converse_like',
  'custom',
  'deepseek',
  'gateway',
  'invoke',
  'litellm',
  'litellm_proxy',
  'meta',
  'meta-llama',
  'mistral',
  'mistralai',
  'model',
  'models',
  'moonshotai',
  'openai',
  'openrouter',
  'qwen',
  'vercel',
])

/** Far more than any router chains. */
const MAX_ROUTERS = 4

/** The name, and what is left of it behind each of its routers. The slashes of an ARN are its own. */
function withoutRouters(name: string): string[] {
  const names = [name]
  for (let rest = name; names.length <= MAX_ROUTERS; names.push(rest)) {
    const slash = rest.indexOf('/')
    if (slash === -1 || !isRouter(rest.slice(0, slash))) break
    rest = rest.slice(slash + 1)
  }
  return names
}

/** True for a word by which a router says through whom a model is asked for. */
export function isRouter(word: string): boolean {
  return ROUTERS.has(word.toLowerCase())
}

/** Clients that encode an ARN before an SDK does it again. */
function decodedAgain(name: string): string {
  if (!name.includes('%')) return name
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function readingsOf(name: string): string[] {
  const unmarked = withoutMarker(name)
  if (unmarked.startsWith('arn:')) return [unmarked]
  const short = unmarked.replace(CONTEXT_SIZE, '')
  return [unmarked, short, withDashes(unmarked), withDashes(short)]
}

/** A size of the context behind a colon or a dash, such as `:1m` or `-200K`. AWS itself has `:24k` in some model IDs. */
const CONTEXT_SIZE = /[:-]\d{1,4}[km]$/i

/** Versions with dots are how their vendors write them. */
function withDashes(name: string): string {
  return name.replace(DOT_IN_VERSION, '-')
}
