import type { Evidence } from './evidence.ts'

/** Names that a person needs in order to mend something. Without them every sentence is still one. */
export type TroubleNames = {
  readonly profile?: string
  /** Other profiles, where one of them may have been meant. */
  readonly profiles?: readonly string[]
  readonly session?: string
  /** A variable of the environment, or a key of the shared files. */
  readonly variable?: string
  /** A service of AWS's, such as `AWS STS`. */
  readonly service?: string
}

/** What was found about a trouble: names for everybody who may ask for models, the rest for who runs the proxy. */
export type TroubleFacts = TroubleNames & {
  readonly file?: string
  readonly role?: string
  readonly exitCode?: string
}

/** A kind of trouble with credentials: one sentence on what happened, one on what to do. */
export type TroubleRow<Kind extends string = string> = {
  readonly kind: Kind
  /** The facts where this is the kind; undefined where it is another. */
  readonly recognize: (evidence: Evidence) => TroubleFacts | undefined
  readonly what: (names: TroubleNames) => string
  readonly remedy: (names: TroubleNames) => string
}

/** `the profile work`, or `the profile` for who may not know its name. */
export function theProfile({ profile }: TroubleNames): string {
  return profile === undefined ? 'the profile' : `the profile ${profile}`
}

/** The first letter as a sentence begins. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** ` --profile work` behind a command, where it is not the default one. */
export function profileFlag({ profile }: TroubleNames): string {
  return profile === undefined || profile === 'default' ? '' : ` --profile ${profile}`
}

/** The profile that has, or should have, the credentials. */
export function lastStep({ steps }: Evidence): Evidence['steps'][number] {
  return steps.at(-1) ?? steps[0]
}

/** The facts of a profile, with the file that it stands in. */
export function profileFacts({ config }: Evidence, profile: string): TroubleFacts {
  return { profile, file: config.fileOf(profile) }
}
