// The table of partitions alone: its package leads to all that the AWS SDKs have in common.
export { partition } from '../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partition.js'
