/** Plain constants: the preload bundles only this file. */
export const callNames = [
  'app.status',
  'app.copyText',
  'preferences.read',
  'preferences.change',
  'tenants.list',
  'tenants.open',
  'tenants.setFavourite',
  'people.list',
  'people.search',
  'people.read',
  'people.refresh',
  'log.read',
  'log.refresh',
  'email.read',
  'email.locate',
  'email.abandon',
  'rescue.move',
  'rescue.undo',
  'audit.list',
  'jobs.list',
  'jobs.cancel',
] as const
export type CallName = (typeof callNames)[number]

/** The one channel on which main tells the renderer what happened. */
export const eventChannel = 'whereabouts:event'
/** Calls travel on `whereabouts:call:<name>`. */
export const callChannel = (name: CallName): string => `whereabouts:call:${name}`
