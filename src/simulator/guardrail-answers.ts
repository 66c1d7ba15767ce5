import { type Answer, jsonAnswer } from './answer.ts'

/** ApplyGuardrail: nothing to object to. */
export function applyGuardrail(): Answer {
  const usage = {
    topicPolicyUnits: 0,
    contentPolicyUnits: 0,
    wordPolicyUnits: 0,
    sensitiveInformationPolicyUnits: 0,
    sensitiveInformationPolicyFreeUnits: 0,
    contextualGroundingPolicyUnits: 0,
  }
  return jsonAnswer({ usage, action: 'NONE', outputs: [], assessments: [] })
}

/** InvokeGuardrailChecks: no check has found anything. */
export function invokeGuardrailChecks(): Answer {
  return jsonAnswer({ results: {}, usage: {} })
}
