// The provider that opens sessions: it alone leads to AWS's client for STS, and is loaded where a client has a role.
export { fromTemporaryCredentials } from '../node_modules/@aws-sdk/credential-providers/dist-es/fromTemporaryCredentials.js'
