import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { SETTINGS_TABLE } from '../src/settings/settings-table.ts'

const DEPLOY = join(import.meta.dirname, '../deploy')
const HEALTHCHECK = ['node', 'dist/main.js', 'healthcheck']
const DRAIN_SECONDS = Number(SETTINGS_TABLE.drainTimeoutMs.default) / 1000

type Probe = { readonly exec?: { readonly command: readonly string[] }; readonly periodSeconds: number }
type Container = {
  readonly name: string
  readonly restartPolicy?: string
  readonly securityContext: object
  readonly startupProbe: Probe
  readonly livenessProbe: Probe
  readonly readinessProbe: Probe
}
type PodSpec = {
  readonly terminationGracePeriodSeconds: number
  readonly restartPolicy?: string
  readonly initContainers: readonly Container[]
  readonly containers: readonly Container[]
}

function lastOf(name: string) {
  return parseAllDocuments(readFileSync(join(DEPLOY, name), 'utf8'))
    .at(-1)
    ?.toJS()
}

const PODS: [name: string, spec: PodSpec][] = [
  ['kubernetes-pod.yaml', lastOf('kubernetes-pod.yaml').spec],
  ['kubernetes-job.yaml', lastOf('kubernetes-job.yaml').spec.template.spec],
]

describe.each(PODS)('%s', (_, spec) => {
  const [proxy] = spec.initContainers

  it('has the proxy as a native sidecar, whose probes ask from inside', () => {
    expect(proxy?.restartPolicy).toBe('Always')
    expect([proxy?.startupProbe, proxy?.livenessProbe].map((probe) => probe?.exec?.command)).toEqual([
      HEALTHCHECK,
      HEALTHCHECK,
    ])
    expect(proxy?.readinessProbe.exec?.command).toEqual([...HEALTHCHECK, '--ready'])
    expect(proxy?.startupProbe.periodSeconds).toBe(1)
  })

  it('lets streams drain', () => {
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(DRAIN_SECONDS)
  })

  it.each([...spec.initContainers, ...spec.containers])('gives $name no privilege', ({ securityContext }) => {
    expect(securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
  })
})

it('the Job ends with its agent', () => {
  expect(PODS[1]?.[1].restartPolicy).toBe('Never')
})

it('the ECS task has the proxy beside the agent, which waits until it is healthy', () => {
  const text = readFileSync(join(DEPLOY, 'ecs-task.yaml'), 'utf8').replaceAll('!Ref', '')
  const [proxy, agent] = parse(text).Resources.Task.Properties.ContainerDefinitions
  expect(proxy.HealthCheck.Command).toEqual(['CMD', ...HEALTHCHECK])
  expect(proxy.StopTimeout).toBeGreaterThan(DRAIN_SECONDS)
  expect([proxy.ReadonlyRootFilesystem, proxy.LinuxParameters.Capabilities.Drop]).toEqual([true, ['ALL']])
  expect(agent.DependsOn).toEqual([{ ContainerName: proxy.Name, Condition: 'HEALTHY' }])
})
