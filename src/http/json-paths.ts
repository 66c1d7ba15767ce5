/** Places in JSON that are looked for, as a tree: what is in none of its branches is passed over unread. */
export type PathTree = {
  /** The path that leads here, as it was written; undefined where it only leads on. */
  readonly path: string | undefined
  /** By how many bytes their keys have, which tells most keys apart. */
  readonly members: readonly (readonly PathMember[] | undefined)[]
  /** What is looked for in each element of a list. */
  readonly each: PathTree | undefined
}

/** A key that is looked for, and what is looked for under it. */
export type PathMember = { readonly key: Buffer; readonly tree: PathTree }

/**
 * Puts paths together, such as `model`, `thinking.budget_tokens`, or `tools[].name` for a member of every element. They
 * begin in the object that is the whole.
 */
export function pathTree(paths: readonly string[]): PathTree {
  return branch(paths.map((path) => ({ path, steps: path.split(/\.|(?=\[\])/) })))
}

type Way = { readonly path: string; readonly steps: readonly string[] }

const EACH = '[]'

function branch(ways: readonly Way[]): PathTree {
  const firsts = [...new Set(ways.flatMap(({ steps }) => steps.slice(0, 1)))]
  const behind = (first: string) =>
    branch(ways.filter(({ steps }) => steps[0] === first).map((way) => ({ ...way, steps: way.steps.slice(1) })))
  const keys = firsts.filter((first) => first !== EACH)
  return tree(
    ways.find(({ steps }) => steps.length === 0)?.path,
    keys.map((key) => ({ key: Buffer.from(key), tree: behind(key) })),
    firsts.includes(EACH) ? behind(EACH) : undefined,
  )
}

/** What is looked for is the member of one key at the top level, whatever characters the key has. */
export function memberTree(key: string): PathTree {
  return tree(undefined, [{ key: Buffer.from(key), tree: tree(key, [], undefined) }], undefined)
}

function tree(path: string | undefined, wanted: readonly PathMember[], each: PathTree | undefined): PathTree {
  const members: PathMember[][] = []
  for (const member of wanted) {
    const alike = members[member.key.length] ?? []
    members[member.key.length] = [...alike, member]
  }
  return { path, members, each }
}
