import { SESSION_SCENARIOS } from '../scenarios/session-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(SESSION_SCENARIOS)
