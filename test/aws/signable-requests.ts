import { createHash } from 'node:crypto'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@aws-sdk/signature-v4'
import type { SignableRequest } from '../../src/aws/authenticate.ts'
import type { Credentials } from '../../src/aws/credentials.ts'
import { VECTOR_DATE } from '../fixtures/sigv4-vectors.ts'

/** A small call of a model. */
export const REQUEST: SignableRequest = {
  method: 'POST',
  host: 'bedrock-runtime.eu-central-1.amazonaws.com',
  path: '/model/eu.anthropic.claude-sonnet-4-6/converse',
  query: [],
  headers: {},
  sha256: createHash('sha256').update('{}').digest('hex'),
}

/** Every way of writing a path, a query and a header that the proxy may send. */
export const REQUESTS_OF_ALL_KINDS: readonly SignableRequest[] = [
  REQUEST,
  { ...REQUEST, method: 'GET', path: '/' },
  { ...REQUEST, host: '127.0.0.1:8443', path: "/model/a%3Ab~c!d'e(f)g*h/converse" },
  { ...REQUEST, path: '/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Ainference-profile%2Fx/invoke' },
  { ...REQUEST, path: '/guardrail/g%C3%BC/version/1/apply' },
  { ...REQUEST, method: 'GET', path: '/q', query: pairs('b=2', 'a=1', 'a=0', 'A=3', 'a-b=4', 'empty=') },
  { ...REQUEST, method: 'GET', path: '/q', query: pairs("x=a b+c/d~e!f'g(h)*i", 'ü=🌍', 'x=%2F') },
  { ...REQUEST, headers: { 'content-type': ' application/json ;  charset=utf-8 ', 'x-amzn-bedrock-trace': 'a\tb' } },
  { ...REQUEST, headers: { 'x-amzn-bedrock-z': '', 'x-amzn-bedrock-a': '1', accept: 'x' } },
]

/** The `authorization` header that AWS's own package makes for a request in eu-central-1, at the moment of the vectors. */
export async function signedByPackage(
  { method, host, path, query, headers, sha256: digest }: SignableRequest,
  credentials: Credentials,
) {
  const signable = Object.entries(headers).filter(([name]) => /^(?:content-type$|x-amzn-bedrock-)/.test(name))
  const bag = Object.fromEntries(query.map(([name]) => [name, query.filter(([n]) => n === name).map(([, v]) => v)]))
  const signer = new SignatureV4({ service: 'bedrock', region: 'eu-central-1', credentials, sha256: Sha256 })
  const { headers: signed } = await signer.sign(
    {
      method,
      protocol: 'https:',
      hostname: host,
      path,
      query: bag,
      headers: { ...Object.fromEntries(signable), host, 'x-amz-content-sha256': digest },
    },
    { signingDate: VECTOR_DATE },
  )
  return signed.authorization
}

/** Query parameters written as `name=value`. */
function pairs(...texts: string[]): [name: string, value: string][] {
  return texts.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])
}
