import { MACHINE_SCENARIOS } from '../scenarios/machine-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(MACHINE_SCENARIOS)
