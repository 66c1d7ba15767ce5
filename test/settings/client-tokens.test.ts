import { describe, expect, it } from 'vitest'
import { clientTokens } from '../../src/settings/client-tokens.ts'

describe('One token', () => {
  it.each(['abc', 'dGVzdA==', 'dGVzdDE=', '=', 'a,b', '1=2', '!"#$%&()*+,-./:;<=>?@[]^_`{|}~'])(
    '%s is taken as it is, and called default',
    (token) => {
      expect(clientTokens().safeParse(token).data).toEqual([{ name: 'default', token }])
    },
  )
})

describe('Several tokens', () => {
  it.each(['laptop=abc,ci=d=e=', 'laptop=abc, ci=d=e=,', 'laptop=abc\nci=d=e=\n', '\n laptop=abc\r\n\r\n ci=d=e= '])(
    'have names: %j',
    (text) => {
      const tokens = [
        { name: 'laptop', token: 'abc' },
        { name: 'ci', token: 'd=e=' },
      ]
      expect(clientTokens().safeParse(text).data).toEqual(tokens)
    },
  )

  it('may share a name while one replaces the other', () => {
    expect(clientTokens().safeParse('ci=old,ci=new').data).toEqual([
      { name: 'ci', token: 'old' },
      { name: 'ci', token: 'new' },
    ])
  })
})

it.each(['', ' ', 'two words', 'a\nb', 'tab\tulator', 'ümlaut', 'laptop=abc,def', 'laptop=abc,ci=two words'])(
  '%j is none, and the problem does not quote it',
  (text) => {
    const { success, error } = clientTokens().safeParse(text)
    expect(success).toBe(false)
    expect(error?.issues[0]?.message).toMatch(/^a token of printable ASCII/)
  },
)
