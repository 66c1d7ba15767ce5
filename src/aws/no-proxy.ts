import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/**
 * True for a host that no proxy may stand before: this machine itself, and whatever NO_PROXY names. Its entries are those
 * of curl and Go: `*`, names that stand for their subdomains too, with a dot before them or not, addresses and CIDR
 * blocks, each but the last with a port if need be. What is none of these exempts nobody, as there.
 */
export function isExempt(host: string, port: number, noProxy: string): boolean {
  const target = { name: plainName(host), port }
  return isOfThisMachine(target.name) || noProxy.split(/[\s,]+/).some((entry) => covers(entry, target))
}

type Target = { readonly name: string; readonly port: number }

/** As sockets take it: without brackets, in lower case, international names in ASCII, no dot at the end. */
function plainName(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return isIP(bare) ? bare : domainToASCII(bare) || bare.toLowerCase()
}

function isOfThisMachine(name: string): boolean {
  return name === 'localhost' || isWithin(name, '127.0.0.0', 8) || isWithin(name, '::1', 128)
}

function covers(entry: string, { name, port }: Target): boolean {
  if (entry === '*') return true
  const block = /^(.+)\/(\d+)$/.exec(entry)
  if (block) return isWithin(name, plainName(block[1] ?? ''), Number(block[2]))
  const { host, onlyPort } = withoutPort(entry)
  if (host === '' || (onlyPort !== undefined && onlyPort !== port)) return false
  const address = plainName(host)
  return isIP(address) ? isWithin(name, address, isIP(address) === 4 ? 32 : 128) : isNameWithin(name, address)
}

/** An IPv6 address has a port only behind its brackets. */
function withoutPort(entry: string): { host: string; onlyPort: number | undefined } {
  const [, host = entry, port] = isIP(entry) ? [] : (/^(.*):(\d+)$/.exec(entry) ?? [])
  return { host, onlyPort: port === undefined ? undefined : Number(port) }
}

/** A dot before the domain, or an asterisk, says nothing more. */
function isNameWithin(name: string, entry: string): boolean {
  const domain = entry.replace(/^\*?\.?/, '')
  return domain !== '' && (name === domain || name.endsWith(`.${domain}`))
}

/** An IPv4 address inside of an IPv6 one is that address. */
function isWithin(name: string, network: string, bits: number): boolean {
  const family = isIP(network)
  if (!isIP(name) || !family || bits > (family === 4 ? 32 : 128)) return false
  const block = new BlockList()
  block.addSubnet(network, bits, `ipv${family}` as 'ipv4' | 'ipv6')
  return block.check(name, `ipv${isIP(name)}` as 'ipv4' | 'ipv6')
}
