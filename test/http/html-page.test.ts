import { expect, it } from 'vitest'
import { mayStartAsHtml, startsAsHtml } from '../../src/http/html-page.ts'

it.each([
  '<!doctype html><title>Log in</title>',
  '<!DOCTYPE  HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
  '<html>',
  '\r\n\t <HTML lang="en">',
  '\ufeff<html>',
  '<?xml version="1.0"?>\n<!-- a gateway -->\n<html xmlns="http://www.w3.org/1999/xhtml">',
  '<head>',
  '<body>',
])('%j is the beginning of a page', (text) => {
  expect(startsAsHtml(Buffer.from(text))).toBe(true)
})

it.each([
  '',
  '{}',
  ' {"a":"<html>"}',
  'data: <html>\n\n',
  '<UnknownOperationException/>',
  '<ErrorResponse><Error/></ErrorResponse>',
  '<htmlish>',
  'html',
  `${' '.repeat(600)}<html>`,
])('%j is none', (text) => {
  expect(startsAsHtml(Buffer.from(text))).toBe(false)
})

it.each([
  ['{"a":1}', false],
  ['01234', false],
  ['', false],
  ['<', true],
  [' \n', true],
  ['\ufeff<html>', true],
])('%j may be where a page begins: %s', (text, expected) => {
  expect(mayStartAsHtml(Buffer.from(text))).toBe(expected)
})
