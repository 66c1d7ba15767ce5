import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

const ROOT = join(import.meta.dirname, '../..')
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
const COMPOSE = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'))

it('The image and docker-compose.yml ask for health with the command that reads the settings', () => {
  const [, image = ''] = /^HEALTHCHECK .* CMD (\[.*\])$/m.exec(DOCKERFILE) ?? []
  const [, entrypoint = ''] = /^ENTRYPOINT (\[.*\])$/m.exec(DOCKERFILE) ?? []
  const command = [...JSON.parse(entrypoint), 'healthcheck']
  expect(JSON.parse(image)).toEqual(command)
  expect(COMPOSE.services['bedrock-profile-proxy'].healthcheck.test).toEqual(['CMD', ...command])
})

it('What depends on a healthy proxy waits seconds: it is asked every second until it is up', () => {
  expect(DOCKERFILE).toContain('--start-interval=1s')
  expect(COMPOSE.services['bedrock-profile-proxy'].healthcheck.start_interval).toBe('1s')
  expect(COMPOSE.services.agent.depends_on['bedrock-profile-proxy'].condition).toBe('service_healthy')
})

it('An agent gets from docker-compose.yml what the manifests give it: keys, and no bearer token, which not every SDK sends over http', () => {
  const [, pod] = parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes-pod.yaml'), 'utf8'))
  const manifest: { name: string }[] = pod?.toJS().spec.containers[0].env
  const names = Object.keys(COMPOSE.services.agent.environment)
  expect(names).toEqual(expect.arrayContaining(manifest.map(({ name }) => name)))
  expect(names).not.toContain('AWS_BEARER_TOKEN_BEDROCK')
})
