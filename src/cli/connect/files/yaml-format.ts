import { type Document, parseDocument } from 'yaml'
import { isObject } from './assignments.ts'
import { type Assignment, BrokenText, type FileFormat } from './file-format.ts'

/** YAML 1.2, one document. */
export const YAML_FORMAT: FileFormat = {
  parse: (text) => read(text).toJS() ?? {},
  assign(text, assignments) {
    const document = read(text)
    document.contents ??= document.createNode({})
    for (const assignment of assignments) set(document, assignment)
    return document.toString({ lineWidth: 0, ...styleOf(text) })
  },
}

function read(text: string): Document {
  const document = parseDocument(text, { logLevel: 'error' })
  const [error] = document.errors
  if (error) throw new BrokenText('not valid YAML', error.linePos?.[0].line)
  return document
}

/** A scalar is set in its node, which keeps the comment beside it. */
function set(document: Document, { path, value }: Assignment): void {
  document.setIn(path, isObject(value) || Array.isArray(value) ? document.createNode(value) : value)
}

/** Lists and mappings are indented as they were: `yaml` writes a document anew. */
function styleOf(text: string): { indent: number; indentSeq: boolean } {
  const [, indentation = '  '] = /^( +)[^\s#-]/m.exec(text) ?? []
  return { indent: indentation.length, indentSeq: !/^[^\s#-][^\n]*:[ \t]*\n- /m.test(text) }
}
