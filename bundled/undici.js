// What of undici is used: its entry loads `fetch`, caches, mocks and web sockets as well, some nine megabytes of memory.
import requestOver from '../node_modules/undici/lib/api/api-request.js'
import Client from '../node_modules/undici/lib/dispatcher/client.js'
import Dispatcher from '../node_modules/undici/lib/dispatcher/dispatcher.js'
import Pool from '../node_modules/undici/lib/dispatcher/pool.js'

// As undici's entry does it.
Dispatcher.prototype.request = requestOver

export { Client, Dispatcher, Pool }
