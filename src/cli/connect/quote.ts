/** A string as TypeScript and Python write it alike. */
export function quote(text: string): string {
  return JSON.stringify(text)
}
