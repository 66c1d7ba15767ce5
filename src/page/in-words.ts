const COUNT = new Intl.NumberFormat('en')
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** What stands where there is nothing to tell. */
export const NOTHING = '–'

/** A count with its thousands apart. */
export function countText(count: number | undefined): string {
  return count === undefined ? NOTHING : COUNT.format(count)
}

/** A count as far as it matters, such as `12.3K`. */
export function shortCount(count: number): string {
  return SHORT.format(count)
}

/** A time that something took. */
export function durationText(ms: number | undefined): string {
  if (ms === undefined) return NOTHING
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** How many bytes, in the units of networks. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** The time of day of a moment, as the clock on the wall has it. */
export function clockText(moment: string | number): string {
  const date = new Date(moment)
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':')
}

/** A moment as a person reads it, with its day where it is another one. */
export function momentText(moment: string, now: number): string {
  const date = new Date(moment)
  const day = date.toDateString() === new Date(now).toDateString() ? '' : `${dayText(date)} `
  return `${day}${clockText(moment)}`
}

function dayText(date: Date): string {
  return date.toLocaleDateString('en', { day: 'numeric', month: 'short' })
}

/** How much time lies between two moments, in its largest unit. */
export function spanText(fromMs: number, toMs: number): string {
  const seconds = Math.max(0, Math.floor((toMs - fromMs) / 1000))
  const [size, unit] = UNITS.find(([size]) => seconds >= size) ?? [1, 's']
  const count = Math.floor(seconds / size)
  return `${count} ${unit}${unit === 'day' && count !== 1 ? 's' : ''}`
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]
