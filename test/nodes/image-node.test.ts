import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const [DOCKERFILE, COMPOSE, CI] = ['Dockerfile', 'docker-compose.yml', '.ci/run'].map((name) =>
  readFileSync(join(import.meta.dirname, '../..', name), 'utf8'),
) as [string, string, string]

it('The image names its Node in one place, and every test runs on it', () => {
  expect(DOCKERFILE.match(/^ARG NODE=\d+$/gm)).toHaveLength(1)
  expect(DOCKERFILE.match(/node:(?!\$\{NODE\}-slim\b)\S+/g)).toBeNull()
  expect(COMPOSE).not.toMatch(/node:\d/)
  expect(CI).toContain("IMAGE_NODE=$(sed -n 's/^ARG NODE=//p' Dockerfile)")
  expect(CI).toMatch(/^tests \S+ npm run test:node -- "\$IMAGE_NODE"$/m)
})
