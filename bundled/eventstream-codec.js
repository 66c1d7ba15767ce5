// The codec alone: its package leads to all that the AWS SDKs have in common.
export { EventStreamCodec } from '../node_modules/@smithy/core/dist-es/submodules/event-streams/eventstream-codec/EventStreamCodec.js'
