import type { SimContext } from './core/context'
import type { SimService } from './core/service'
import { createGoogleServices } from './google/index'
import { createGophishService } from './gophish/index'
import { createMicrosoftServices } from './graph/index'
import { createSentLogService } from './sentlog/index'

/** Everything the server speaks, one line each. */
export const createServices = (context: SimContext): readonly SimService[] => [
  ...createMicrosoftServices(context),
  ...createGoogleServices(context),
  createSentLogService(context),
  createGophishService(context),
]
