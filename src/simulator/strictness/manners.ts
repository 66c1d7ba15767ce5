import type { Catalog } from '../../bedrock/catalog.ts'
import type { ErrorDialect } from '../../bedrock/errors.ts'
import type { Answer } from '../answer.ts'
import { judgeMantleModel, judgeModel } from '../judge-model.ts'
import { refusalAnswer, refusalInDialect } from '../refusals.ts'
import type { Route } from '../routes.ts'
import { checkLeniently } from './check-leniently.ts'
import { checkMetadata } from './check-metadata.ts'
import { type AskedRequest, checkRequest, type Refusing } from './check-request.ts'
import { type CountedUnder, judgeOnRoute } from './judge-on-route.ts'
import type { Strictness } from './strictness.ts'

/** How a simulator treats what it is asked. */
export type Manners = {
  /** @throws Refusal */
  readonly judgeModel: (identifier: string, route: Route, catalog: Catalog, countedUnder?: CountedUnder) => void
  /** @throws Refusal */
  readonly checkRequest: (asked: AskedRequest, refusing?: Refusing) => void
  readonly refuse: (error: unknown, dialect: ErrorDialect) => Answer
}

/** Adding a strictness is adding a row. */
export const MANNERS: Readonly<Record<Strictness, Manners>> = {
  strict: {
    judgeModel: judgeOnRoute,
    checkRequest(asked, refusing) {
      checkMetadata(asked)
      checkRequest(asked, refusing)
    },
    refuse: refusalAnswer,
  },
  lenient: {
    judgeModel: (identifier, route, catalog) =>
      route.plane === 'mantle' ? judgeMantleModel(identifier, catalog) : judgeModel(identifier, route, catalog),
    checkRequest: checkLeniently,
    refuse: refusalInDialect,
  },
}
