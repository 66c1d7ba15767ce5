// What is read of the shared files: its package leads to all that the AWS SDKs have in common for settings.
export { externalDataInterceptor } from '../node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/externalDataInterceptor.js'
export { getHomeDir } from '../node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getHomeDir.js'
export { getSSOTokenFilepath } from '../node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/getSSOTokenFilepath.js'
export { loadSharedConfigFiles } from '../node_modules/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js'
