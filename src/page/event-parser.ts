/** One event of a stream of server-sent events. */
export type StreamEvent = { readonly name: string; readonly data: string }

/** Takes a stream of server-sent events piece by piece, wherever it is cut. `feed` gives the events that are whole. */
export type EventParser = { feed(text: string): StreamEvent[] }

/** A parser at the beginning of a stream. Of the format it reads what the proxy writes: one line of data for each event. */
export function createEventParser(): EventParser {
  let rest = ''
  return {
    feed(text) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      return blocks.flatMap((block) => eventIn(block))
    },
  }
}

function eventIn(block: string): StreamEvent[] {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ')
      return colon <= 0 ? ['', ''] : [line.slice(0, colon), line.slice(colon + 2)]
    }),
  )
  const data = fields.get('data')
  return data === undefined ? [] : [{ name: fields.get('event') ?? 'message', data }]
}
