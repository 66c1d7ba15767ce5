import { delimiter, dirname } from 'node:path'

/** The whole environment of an agent: a HOME of its own, nothing of the user's but PATH, and `trap` in every proxy's place. */
export function isolatedEnvironment({ home, tmp, trap }: { home: string; tmp: string; trap: string }) {
  const loopback = '127.0.0.1,localhost'
  return {
    HOME: home,
    TMPDIR: tmp,
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: 'true',
    DO_NOT_TRACK: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
    HTTP_PROXY: trap,
    HTTPS_PROXY: trap,
    ALL_PROXY: trap,
    NO_PROXY: loopback,
    http_proxy: trap,
    https_proxy: trap,
    all_proxy: trap,
    no_proxy: loopback,
  }
}
