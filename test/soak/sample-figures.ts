import type { SoakFigures } from '../../soak/figures.ts'

/** Of a soak that kept every promise. */
export const GOOD_FIGURES: SoakFigures = {
  seconds: 60,
  parallel: 64,
  requests: 1000,
  traffic: [
    { name: 'event stream', requests: 400, endings: { 200: 400 } },
    { name: 'small Converse', requests: 600, endings: { 200: 598, 503: 2 } },
  ],
  lost: 0,
  doubled: 0,
  truncated: 0,
  unexpected: [],
  openUpstream: 0,
  memory: { driven: [90, 100, 150, 152, 150, 151], rested: [140, 141] },
  sockets: { driven: 100, downstream: 0, keptUpstream: 62, last: 0 },
  openStreams: 0,
  warnings: [],
  internalErrors: 0,
  exitCode: 0,
  exitMs: 30,
}
