import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader'
import { transformSync } from 'esbuild'
import { parse as parseToml } from 'smol-toml'
import { parse as parseYaml } from 'yaml'
import type { FormatName } from '../../../src/cli/connect/agent-row.ts'
import { temporaryFolder } from '../../settings/temporary-folder.ts'

type Parse = (text: string) => unknown

/** Parsers that are not the ones that the files are edited with, as the agents have them. */
export const PARSERS: Readonly<Record<FormatName, Parse>> = {
  json: (text) => JSON.parse(text),
  jsonc: parseJavaScript,
  toml: parseToml,
  yaml: (text) => parseYaml(text),
  'aws-config': parseAwsConfig,
}

/** JSON with comments and trailing commas is an expression of JavaScript. */
function parseJavaScript(text: string): unknown {
  const { code } = transformSync(`module.exports = ${text.replace(/^(\s*\/\/[^\n]*\n)*/, '')}`, { format: 'cjs' })
  const module: { exports: unknown } = { exports: undefined }
  new Function('module', code)(module)
  return module.exports
}

async function parseAwsConfig(text: string): Promise<unknown> {
  const folder = temporaryFolder({ config: text, credentials: '' })
  const files = { configFilepath: `${folder}/config`, filepath: `${folder}/credentials`, ignoreCache: true }
  return (await loadSharedConfigFiles(files)).configFile
}
