import { fetchNode } from './fetch-node.ts'

/** `npm run fetch:node -- VERSION`: prints the folder of that Node's binary, to be put first in PATH. */
process.stdout.write(`${fetchNode(process.argv[2] ?? '')}\n`)
