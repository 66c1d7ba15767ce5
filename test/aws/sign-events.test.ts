import { createHash } from 'node:crypto'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@aws-sdk/signature-v4'
import { describe, expect, it } from 'vitest'
import { createEventSigner, type EventChain } from '../../src/aws/sign-events.ts'
import { EVENT_STREAM_CODEC } from '../../src/http/event-stream-codec.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Signs events at these times, one each; gives what stands in the frames. */
function sign(chain: EventChain, events: readonly Uint8Array[], times: readonly Date[]) {
  let next = 0
  const signEvent = createEventSigner(chain, () => times[next++] as Date)
  return events.map((event) => {
    const { headers, body } = EVENT_STREAM_CODEC.decode(signEvent(event))
    const { ':date': date, ':chunk-signature': signature, ...others } = headers
    expect(others).toEqual({})
    return { date: date?.value, signature: Buffer.from(signature?.value as Uint8Array).toString('hex'), body }
  })
}

describe('createEventSigner', () => {
  /** Source: the test of an event that AWS's SDKs for Rust, Kotlin, Swift and Java share. */
  it('signs the event that the AWS SDKs share as a vector', () => {
    const header = { 'some-header': { type: 'string', value: 'value' } } as const
    const event = EVENT_STREAM_CODEC.encode({ headers: header, body: Buffer.from('test payload') })
    const chain = {
      credentials: { accessKeyId: 'fake access key', secretAccessKey: 'fake secret key' },
      region: 'us-east-1',
      service: 'testservice',
      seed: sha256('last message sts'),
    }
    const [signed] = sign(chain, [event], [new Date(123_456_789_000)])
    expect(signed?.signature).toBe('1ea04a4f6becd85ae3e38e379ffaf4bb95042603f209512476cc6416868b31ee')
  })

  /** Source: the test of an event stream in the AWS SDK for Java 2.x, which the one for Smithy Java repeats. */
  it('signs the chain that the AWS SDK for Java holds as a vector, the last event included', () => {
    const chain = {
      credentials: { accessKeyId: 'access', secretAccessKey: 'secret' },
      region: 'us-west-2',
      service: 'demo',
      seed: 'e1d8e8c8815e60969f2a34765c9a15945ffc0badbaa4b7e3b163ea19131e949b',
    }
    const seconds = [0, 1, 2, 3].map((second) => new Date(Date.UTC(2026, 0, 16, 6, 30, second)))
    const events = ['A', 'B', 'C', ''].map((text) =>
      EVENT_STREAM_CODEC.encode({ headers: {}, body: Buffer.from(text) }),
    )
    const signed = sign(chain, events, seconds)
    expect(signed.map(({ signature }) => signature)).toEqual([
      '4d6dc4197ca9045f693131a8321bffd3f0b5308835a2770c980551d2fd4b2e56',
      '75342279dd941fef5a494cc4b234545ee95be35805d5489ffb24959a9601d6ed',
      'c83a5b9f19bc3fe8247eec6d4a5d7806f4b47a6457559c58055c7017c6f3ce3e',
      '8b01a16c997aa5692d552b0b6cc4f308743882a0a035d9841ba0738a53420bef',
    ])
    expect(signed.map(({ date }) => date)).toEqual(seconds)
    expect(signed.map(({ body }) => body)).toEqual(events)
  })

  it("signs as AWS's own package does, also across midnight", async () => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'SESSION' }
    const [region, service] = ['eu-north-1', 'bedrock']
    const times = ['2026-11-22T23:59:58.001Z', '2026-11-22T23:59:59.999Z', '2026-11-23T00:00:00.000Z'].map(
      (time) => new Date(time),
    )
    const events = ['one', 'two', ''].map((text) => Buffer.from(text))
    const seed = sha256('seed')
    const signed = sign({ credentials, region, service, seed }, events, times)

    const theirs = new SignatureV4({ credentials, region, service, sha256: Sha256 })
    let priorSignature = seed
    for (const [i, signingDate] of times.entries()) {
      const headers = { ':date': { type: 'timestamp', value: signingDate } } as const
      const message = { headers, body: events[i] as Uint8Array }
      priorSignature = (await theirs.sign({ message, priorSignature }, { signingDate })).signature
      expect(signed[i]?.signature).toBe(priorSignature)
    }
  })
})
