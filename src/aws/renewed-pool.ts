import { Dispatcher, type Pool } from 'undici'
import type { NetworkWatch } from './network-watch.ts'

/**
 * A pool of connections in which none that is in doubt is ever picked: at a doubt it begins anew, and the old connections
 * only finish what they are at. `create` makes a pool that may bring up doubts itself.
 */
export class RenewedPool extends Dispatcher {
  readonly #create: () => Pool
  readonly #network: NetworkWatch
  readonly #stopWatching: () => void
  readonly #finishing = new Set<Pool>()
  #current: Pool

  constructor(create: (onDoubt: () => void) => Pool, network: NetworkWatch) {
    super()
    this.#create = () => create(() => this.#renew())
    this.#network = network
    this.#current = this.#create()
    this.#stopWatching = network.onDoubt(() => this.#renew())
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#network.check()
    return this.#current.dispatch(options, handler)
  }

  /** Waits for everything that is under way. */
  override async close(): Promise<void> {
    this.#stopWatching()
    await Promise.all([this.#current, ...this.#finishing].map((pool) => pool.close()))
  }

  /** Cuts everything that is under way. */
  override async destroy(): Promise<void> {
    this.#stopWatching()
    await Promise.all([this.#current, ...this.#finishing].map((pool) => pool.destroy()))
  }

  #renew(): void {
    const old = this.#current
    this.#current = this.#create()
    this.#finishing.add(old)
    const forget = () => this.#finishing.delete(old)
    old.close().then(forget, forget)
  }
}
