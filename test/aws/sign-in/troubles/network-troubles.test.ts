import { NETWORK_SCENARIOS } from '../scenarios/network-scenarios.ts'
import { testScenarios } from '../trouble-scenario.ts'

testScenarios(NETWORK_SCENARIOS)
