import { parentPort, workerData } from 'node:worker_threads'
import { serve } from './serve'
import { openStore } from './store'
import type { LedgerFiles } from './wire'

if (parentPort) void serve(parentPort, openStore(workerData as LedgerFiles))
