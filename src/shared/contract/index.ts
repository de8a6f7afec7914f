export * from './calls'
export * from './envelope'
export * from './events'
export * from './names'
