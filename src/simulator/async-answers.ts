import { type Answer, jsonAnswer } from './answer.ts'
import { foundationModelArn, resourceArn } from './arns.ts'
import type { Call } from './call.ts'

/** The model that the one simulated job ran: GetAsyncInvoke and ListAsyncInvokes name none in their requests. */
const JOB_MODEL_ID = 'amazon.nova-reel-v1:0'

/** StartAsyncInvoke: a job that is done before anybody can look. */
export function startAsyncInvoke({ catalog }: Call): Answer {
  return jsonAnswer({ invocationArn: resourceArn(catalog.region, 'async-invoke/simulated0001') })
}

/** GetAsyncInvoke: the job under the ARN that was asked for, completed. */
export function getAsyncInvoke(call: Call): Answer {
  return jsonAnswer(job(call, call.labels.invocationArn ?? ''))
}

/** ListAsyncInvokes: the one job that StartAsyncInvoke hands out. */
export function listAsyncInvokes(call: Call): Answer {
  const arn = resourceArn(call.catalog.region, 'async-invoke/simulated0001')
  return jsonAnswer({ asyncInvokeSummaries: [job(call, arn)] })
}

function job({ catalog }: Call, invocationArn: string) {
  return {
    invocationArn,
    modelArn: foundationModelArn(catalog.region, JOB_MODEL_ID),
    status: 'Completed',
    submitTime: '2026-11-22T00:00:00Z',
    lastModifiedTime: '2026-11-22T00:01:00Z',
    endTime: '2026-11-22T00:01:00Z',
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://simulated-bucket/output' } },
  }
}
