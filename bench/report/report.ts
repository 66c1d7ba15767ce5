import type { Machine } from '../measure/machine.ts'
import type { CommandFigures } from '../measure/measure-commands.ts'
import type { OpenStreamFigures } from '../measure/measure-open-streams.ts'
import type { PaceFigures } from '../measure/measure-pace.ts'
import type { StartFigures } from '../measure/measure-start.ts'
import type { SummaryRow } from './summarize.ts'

/** Everything that one run found out; a list is empty where its measurement was left out. */
export type Report = {
  readonly machine: Machine
  readonly rounds: number
  readonly starts: readonly StartFigures[]
  readonly commands: readonly CommandFigures[]
  readonly pace: readonly PaceFigures[]
  readonly openStreams: readonly OpenStreamFigures[]
  readonly summary: readonly SummaryRow[]
}

/** A report as a file keeps it, perhaps of an older bench: JSON has no undefined, and a figure that is not there was not measured. */
export type KeptReport = Omit<Report, 'machine' | 'summary'> & {
  readonly machine: Pick<Machine, 'cpu' | 'cores' | 'node' | 'date'> & { readonly loadBefore?: number }
  readonly summary: readonly (Pick<SummaryRow, 'workload' | 'contender'> & Partial<SummaryRow>)[]
}
