import { startApp } from './app/start'

const shellAt = process.argv.indexOf('--cli')
if (shellAt === -1) startApp()
else void import('./app/start-shell').then(({ startShell }) => startShell(process.argv.slice(shellAt + 1)))
