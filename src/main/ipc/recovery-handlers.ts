import type { RecoveryService } from '../services/recovery/recovery'
import type { Handlers } from './answer'

export const createRecoveryHandlers = (recovery: RecoveryService) =>
  ({
    'recovery.read': ({ window, ...key }) => recovery.read(key, window),
    'recovery.open': () => recovery.open(),
    'recovery.begin': ({ window, ...key }) => recovery.begin(key, window),
    'recovery.run': ({ recoveryId, step, ...key }) => recovery.run(key, recoveryId, step),
    'recovery.resend': ({ recoveryId, resendId, path, templateId, ...key }) =>
      recovery.resend(key, recoveryId, { path, templateId }, resendId),
    'recovery.skip': ({ recoveryId, step, reason, ...key }) => recovery.skip(key, recoveryId, step, reason),
    'recovery.stopRunning': ({ recoveryId, ...key }) => recovery.stopRunning(key, recoveryId),
    'recovery.close': ({ recoveryId, ...key }) => recovery.close(key, recoveryId),
  }) satisfies Partial<Handlers>
