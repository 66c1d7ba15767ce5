import type { LocalAnswer } from '../local-pages.ts'

/** What a browser is told of everything that the page is made of: nothing from elsewhere, nothing inline, no frame around it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** A text of the page's. */
export function pageAnswer(contentType: string, body: string, status = 200): LocalAnswer {
  return { status, contentType, body, headers: PAGE_HEADERS }
}

/** Data of the page's. */
export function pageJson(value: object, status = 200): LocalAnswer {
  return pageAnswer('application/json', JSON.stringify(value), status)
}
