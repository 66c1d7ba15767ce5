import { type Asking, askForDecision, askForModels } from './ask-proxy.ts'
import type { Dispatch, Model } from './page-model.ts'

/** So long a letter waits for the next one before the proxy is asked. */
const TYPING_MS = 120
const LIMIT_MS = 10_000

/** What the proxy is asked for because the page has changed; the answers come back as events. */
export function createEffects(asking: Asking, dispatch: Dispatch): (before: Model, after: Model) => void {
  const askWhileTyping = createTypedQuestion(asking, dispatch)
  return (before, after) => {
    if (after.asked !== before.asked) askWhileTyping(after.asked)
    if (after.opened !== before.opened) askAnew(after, asking, dispatch)
    if (knowledgeOf(after) === knowledgeOf(before)) return
    askWhileTyping(after.asked)
    askForModels(asking, AbortSignal.timeout(LIMIT_MS)).then((models) => models && dispatch({ type: 'models', models }))
  }
}

/** Of the questions that are typed letter by letter, the last one counts. */
function createTypedQuestion(asking: Asking, dispatch: Dispatch): (text: string) => void {
  let last = new AbortController()
  return (text) => {
    last.abort()
    last = new AbortController()
    const { signal } = last
    if (text.trim() === '') return
    setTimeout(() => {
      if (signal.aborted) return
      askForDecision(asking, text.trim(), signal).then(
        (answer) => dispatch({ type: 'answer', asked: text, answer }),
        () => undefined,
      )
    }, TYPING_MS)
  }
}

/** Of a request that went nowhere no decision was kept; what would become of its model now says why. */
function askAnew({ opened }: Model, asking: Asking, dispatch: Dispatch): void {
  const { requestedModel, decision } = opened ?? {}
  if (requestedModel === undefined || decision !== undefined || requestedModel.includes(SHORTENED)) return
  askForDecision(asking, requestedModel, AbortSignal.timeout(LIMIT_MS)).then(
    (answer) => dispatch({ type: 'opened-anew', answer }),
    () => undefined,
  )
}

/** Stands where an account was: what is left of an ARN names nothing. */
const SHORTENED = '…'

/** Changes with everything that changes what becomes of an identifier. */
function knowledgeOf({ state }: Model): string {
  return state === undefined ? '' : JSON.stringify([state.startedAt, state.catalogs, state.policy])
}
