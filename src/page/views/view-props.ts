import type { Dispatch, Model } from '../page-model.ts'

/** What a view takes: what is known, and whom to tell of what a person does. */
export type ViewProps = { readonly model: Model; readonly dispatch: Dispatch }
