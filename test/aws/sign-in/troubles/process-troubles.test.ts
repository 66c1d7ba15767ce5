import { PROCESS_SCENARIOS } from '../scenarios/process-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(PROCESS_SCENARIOS)
