import { connectWalks } from './connect'
import { detailWalks } from './detail'
import { importWalks } from './import'
import { logWalks } from './log'
import { manualWalks } from './manual'
import { placeWalks } from './places'
import { recoveryWalks } from './recovery'
import { sendsWalks } from './sends'
import { sourceWalks } from './sources'
import type { Walk } from './stage'
import { tenantWalks } from './tenants'

export type { Stage, State, Walk } from './stage'

/** Every screen and state of the app, in walks that share a window. */
export const walks: readonly Walk[] = [
  ...placeWalks,
  ...tenantWalks,
  ...sendsWalks,
  ...recoveryWalks,
  ...logWalks,
  ...detailWalks,
  ...connectWalks,
  ...sourceWalks,
  ...importWalks,
  ...manualWalks,
]
