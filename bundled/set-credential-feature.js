// What AWS's credential providers take of a folder that holds the middleware of all clients.
export { setCredentialFeature } from '../node_modules/@aws-sdk/core/dist-es/submodules/client/setCredentialFeature.js'
