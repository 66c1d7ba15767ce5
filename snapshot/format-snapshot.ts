import type { Snapshot } from '../src/catalog/load-snapshot.ts'

/** The text of `config/catalog.json`: a list and a model each take one line, so that a change is a line of a diff. */
export function formatSnapshot({ asOf, regions, geographies, models }: Snapshot): string {
  const facts = { $schema: './catalog.schema.json', asOf, regions, geographies }
  const lines = Object.entries(models).map(([modelId, model]) => `${JSON.stringify(modelId)}: ${onOneLine(model)}`)
  const body = [...members(facts, '  '), `"models": {\n    ${lines.join(',\n    ')}\n  }`]
  return `{\n  ${body.join(',\n  ')}\n}\n`
}

function members(value: object, indent: string): string[] {
  return Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${expanded(member, indent)}`)
}

function expanded(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return onOneLine(value)
  const inner = `${indent}  `
  return `{\n${inner}${members(value, inner).join(`,\n${inner}`)}\n${indent}}`
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${onOneLine(member)}`)
    .join(', ')}}`
}
