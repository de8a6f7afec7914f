import type { Background } from '../services/background/background'
import type { Handlers } from './answer'

export const createBackgroundHandlers = (background: Background) =>
  ({
    'background.status': () => background.status(),
    'background.pause': () => background.pause(),
    'background.resume': () => background.resume(),
    'background.runNow': ({ tenantId }) => background.runNow(tenantId),
  }) satisfies Partial<Handlers>
