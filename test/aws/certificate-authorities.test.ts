import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { readAuthorities } from '../../src/aws/certificate-authorities.ts'
import { temporaryFolder } from '../settings/temporary-folder.ts'
import { LOOPBACK_TLS } from './loopback-tls.ts'

const OURS = LOOPBACK_TLS.cert.trim()
const [KNOWN = ''] = rootCertificates

function read(pem: string): string[] {
  return readAuthorities({ givenAs: 'AWS_CA_BUNDLE', file: fileOf(pem) })
}

function fileOf(pem: string): string {
  return join(temporaryFolder({ 'ca.pem': pem }), 'ca.pem')
}

describe('readAuthorities', () => {
  it.each([
    ['alone', OURS],
    ['with Windows line ends', OURS.replaceAll('\n', '\r\n')],
    ['without a line end', `${KNOWN}\n${OURS}`],
    ['among words and keys', `Our company\n${LOOPBACK_TLS.key}\n${OURS}\n# the end\n`],
    ['under the label of a trusted certificate', OURS.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
  ])('finds a certificate %s', (_, pem) => {
    expect(read(pem)).toHaveLength(1)
  })

  it('leaves out what Node trusts anyway', () => {
    expect(read(`${KNOWN}\n${OURS}\n${KNOWN.replaceAll('\n', '\r\n')}`)).toEqual([OURS])
    expect(read(KNOWN)).toEqual([])
  })

  const [begin = '', ...rest] = OURS.split('\n')
  it.each([
    ['a character that is not base64', [begin, '!', ...rest].join('\n')],
    ['half of its text', [begin, ...rest.slice(2)].join('\n')],
    ['no end', [begin, ...rest.slice(0, -1)].join('\n')],
    ['nothing in it', [begin, rest.at(-1)].join('\n')],
  ])('says which block has %s', (_, broken) => {
    const file = fileOf([KNOWN, OURS, broken, OURS].join('\n'))
    const line = [KNOWN, OURS].join('\n').split('\n').length + 1
    expect(() => readAuthorities({ givenAs: 'AWS_CA_BUNDLE', file })).toThrow(
      `AWS_CA_BUNDLE names ${file}, in which certificate 3 of 4, at line ${line}, is broken. Mend it or take it out: what follows it would not be trusted either.`,
    )
  })

  it.each([
    ['is not there', {}],
    ['holds no certificate', { 'ca.pem': 'not a certificate' }],
    ['is empty', { 'ca.pem': '' }],
  ])('refuses a file that %s', (_, files) => {
    const file = join(temporaryFolder(files), 'ca.pem')
    expect(() => readAuthorities({ givenAs: 'ca_bundle of profile work', file })).toThrow(
      `ca_bundle of profile work names ${file}, which cannot be read or holds no PEM certificate.`,
    )
  })
})
