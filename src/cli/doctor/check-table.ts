import type { CheckRow } from './check-row.ts'
import { AGENT_CHECKS } from './checks/agent-checks.ts'
import { AWS_CHECKS } from './checks/aws-checks.ts'
import { MACHINE_CHECKS } from './checks/machine-checks.ts'
import { NETWORK_CHECKS } from './checks/network-checks.ts'

/** Everything that `doctor` looks at, in the order in which it tells. Adding a check is adding a row to one of these tables. */
export const CHECKS: readonly CheckRow[] = [...MACHINE_CHECKS, ...NETWORK_CHECKS, ...AWS_CHECKS, ...AGENT_CHECKS]
