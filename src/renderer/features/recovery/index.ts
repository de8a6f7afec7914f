export { RecoveryOffer } from './recovery-offer'
export { useFollowedRecovery, useIsSmtpSign } from './recovery-store'
