import { isLoopbackHost } from '../http/loopback-host.ts'

/**
 * The origin of an endpoint, in which `{region}` may stand for the Region that is called:
 * `https://bedrock-runtime-fips.{region}.amazonaws.com`. Checked when the settings are loaded.
 */
export type EndpointTemplate = string

const PLACEHOLDER = '{region}'

/** The endpoint in a Region. The same one for all Regions where the template has no `{region}`. */
export function endpointFor(template: EndpointTemplate, region: string): URL {
  return new URL(template.replaceAll(PLACEHOLDER, region))
}

/**
 * True for a template that makes an origin of the Region, without path, query or credentials: https, or plain http to a
 * loopback host, which no other machine can listen in on.
 */
export function makesEndpoint(template: EndpointTemplate, region: string): boolean {
  if (DROPPED_BY_URL.test(template) || !URL.canParse(template.replaceAll(PLACEHOLDER, region))) return false
  const url = endpointFor(template, region)
  return isBareOrigin(url) && isPrivate(url) && !BRACES.test(url.hostname)
}

/** URL takes line breaks out of the middle of a host name, and white space off its ends, without a word. */
const DROPPED_BY_URL = /[\s\p{Cc}]/u

/** What is left of a placeholder with another name; URL takes it for a part of the host. */
const BRACES = /[{}]/

function isBareOrigin({ username, password, pathname, search, hash }: URL): boolean {
  return pathname === '/' && `${username}${password}${search}${hash}` === ''
}

function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
}

/** True where requests to every Region may go: each has an endpoint of its own, or this machine takes them all. */
export function servesEveryRegion(template: EndpointTemplate): boolean {
  return template.includes(PLACEHOLDER) || isLoopbackHost(new URL(template).hostname)
}
