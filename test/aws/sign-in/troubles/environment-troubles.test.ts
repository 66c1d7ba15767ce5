import { ENVIRONMENT_SCENARIOS } from '../scenarios/environment-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(ENVIRONMENT_SCENARIOS)
