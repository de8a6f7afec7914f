export { LogSourcesCard } from './log-sources-card'
