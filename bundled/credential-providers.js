// The providers that are used, the first at once, because every start tries it: the package's entry leads to Cognito, to SSO's sign-in and to all that the AWS SDKs have in common.
export { fromEnv } from '../node_modules/@aws-sdk/credential-provider-env/dist-es/fromEnv.js'
export { fromHttp } from '../node_modules/@aws-sdk/credential-providers/dist-es/fromHttp.js'
export { fromIni } from '../node_modules/@aws-sdk/credential-providers/dist-es/fromIni.js'
export { fromInstanceMetadata } from '../node_modules/@aws-sdk/credential-providers/dist-es/fromInstanceMetadata.js'
export { fromTokenFile } from '../node_modules/@aws-sdk/credential-providers/dist-es/fromTokenFile.js'
