/** What a refusal says, empty where it says nothing: AWS writes `message` or `Message`; at the doors it stands within `error`. */
export function awsMessageIn(text: string): string {
  try {
    const body = JSON.parse(text)
    const message: unknown = body.message ?? body.Message ?? body.error?.message
    return typeof message === 'string' ? message : ''
  } catch {
    return ''
  }
}
