import { expect, it } from 'vitest'
import { brokenPromises, memoryPlateau } from '../../soak/broken-promises.ts'
import type { SoakFigures } from '../../soak/figures.ts'
import { GOOD_FIGURES } from './sample-figures.ts'

const { sockets, memory } = GOOD_FIGURES

it('Good figures break no promise', () => {
  expect(brokenPromises(GOOD_FIGURES)).toEqual([])
})

it.each<[string, Partial<SoakFigures>]>([
  ['No request was made.', { requests: 0 }],
  ['2 requests reached the upstream less often', { lost: 2 }],
  ['3 requests reached the upstream more often', { doubled: 3 }],
  ['1 answers that ended well had not the bytes', { truncated: 1 }],
  ['Request 5 ended oddly.', { unexpected: ['Request 5 ended oddly.'] }],
  ['4 requests are still open at the upstream', { openUpstream: 4 }],
  ['2 sockets of clients that have left', { sockets: { ...sockets, downstream: 2 } }],
  ['129 sockets to the upstream are kept for 64', { sockets: { ...sockets, keptUpstream: 129 } }],
  ['1 sockets are open beside the listener', { sockets: { ...sockets, last: 1 } }],
  ['bedrock_proxy_open_streams is 1, not 0', { openStreams: 1 }],
  ['bedrock_proxy_open_streams is not told, not 0', { openStreams: undefined }],
  ['warned: MaxListenersExceededWarning', { warnings: ['MaxListenersExceededWarning'] }],
  ['1 requests failed in a way that nobody foresaw', { internalErrors: 1 }],
  ['ended with 1, not with 0', { exitCode: 1 }],
  ['ended with a signal, not with 0', { exitCode: undefined }],
  ['from a plateau of 151 MB to 190 MB', { memory: { ...memory, rested: [190] } }],
  ['from a plateau of 151 MB to 200 MB', { memory: { ...memory, driven: [90, 100, 150, 152, 200, 200] } }],
])('%s …', (sentence, figures) => {
  expect(brokenPromises({ ...GOOD_FIGURES, ...figures })).toEqual([expect.stringContaining(sentence)])
})

it('Memory is not judged where the time was too short for a plateau, or nobody could look', () => {
  const grown = { driven: [50, 60, 100, 200], rested: [300] }
  expect(brokenPromises({ ...GOOD_FIGURES, seconds: 6, memory: grown })).toEqual([])
  expect(brokenPromises({ ...GOOD_FIGURES, memory: { driven: [], rested: [] } })).toEqual([])
})

it('Sockets that the system does not tell of are not judged', () => {
  const untold = { driven: undefined, downstream: undefined, keptUpstream: undefined, last: undefined }
  expect(brokenPromises({ ...GOOD_FIGURES, sockets: untold })).toEqual([])
})

it('The plateau is the median of the middle third', () => {
  expect(memoryPlateau([1, 1, 1, 5, 6, 7, 9, 9, 9])).toEqual({ plateau: 6, end: 9 })
})
