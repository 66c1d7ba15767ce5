/** What STS refuses, with the code that its SDKs know. */
export class StsRefusal extends Error {
  override readonly name = 'StsRefusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A member that breaks its constraint, in the words of AWS's framework. */
export function constraintBroken(member: string, value: string, constraint: string): StsRefusal {
  const message = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`
  return new StsRefusal(400, 'ValidationError', message)
}

/** A caller whom IAM does not let do something to a role. */
export function denied(caller: string, action: string, roleArn: string): StsRefusal {
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${roleArn}`
  return new StsRefusal(403, 'AccessDenied', message)
}
