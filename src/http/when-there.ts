/**
 * Goes on with what is there at once, or with what is promised when it comes: a promise costs a request more than most of its
 * stages, and nearly none has to wait.
 */
export function whenThere<Value, Result>(
  value: Value | Promise<Value>,
  goOn: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(goOn) : goOn(value)
}
