// Counters, gauges and their registry: the entry leads to summaries, to the metrics of Node itself and to clusters as well.
import Counter from '../node_modules/prom-client/lib/counter.js'
import Gauge from '../node_modules/prom-client/lib/gauge.js'
import Registry from '../node_modules/prom-client/lib/registry.js'

export { Counter, Gauge, Registry }
