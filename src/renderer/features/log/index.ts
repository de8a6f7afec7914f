export { EmailLogPage } from './log-page'
