import { ROLE_SCENARIOS } from '../scenarios/role-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(ROLE_SCENARIOS)
