/** One POST as the bytes that go over the wire, with the headers that an AWS SDK would send. */
export function requestBytes({ host }: URL, { target, body }: { target: string; body: Buffer }): Buffer {
  const head = [
    `POST ${target} HTTP/1.1`,
    `host: ${host}`,
    'accept: application/json',
    'content-type: application/json',
    'user-agent: bedrock-profile-proxy-bench',
    'x-amz-date: 20260101T000000Z',
    `authorization: ${AUTHORIZATION}`,
    `content-length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

/** Of the usual length; nobody checks it. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${'0'.repeat(64)}`
