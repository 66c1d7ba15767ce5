import { expect, it } from 'vitest'
import { ROUTINGS } from '../../../src/bedrock/routing.ts'
import { ROUTING_ROWS } from '../../../src/settings/rows/routing-rows.ts'

it('knows every routing there is, and says so', () => {
  for (const routing of Object.keys(ROUTINGS)) {
    expect(ROUTING_ROWS.routing.schema.safeParse(routing).data).toBe(routing)
    expect(ROUTING_ROWS.routing.help).toContain(routing)
  }
})
