/** Where a call goes, and as whom. */
export type Target = {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** What the call carries where the client cannot sign. */
  readonly bearerToken: string
}

/** A client of Bedrock's that the demo can call with. */
export type DemoClient = {
  /** The client's name, for the person who watches. */
  readonly name: string
  /** Calls ConverseStream and yields the tokens as they come. Throws an error with AWS's exception name and message. */
  converseStream(target: Target, modelId: string): AsyncIterable<string>
}
