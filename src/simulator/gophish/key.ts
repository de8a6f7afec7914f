import { createHash } from 'node:crypto'
import type { SimTenant } from '../world/world'

/** The API key of the GoPhish user who mails a tenant: 64 hexadecimal digits, as auth/auth.go GenerateSecureKey makes them. */
export const gophishKeyOf = (tenant: SimTenant): string =>
  createHash('sha256').update(`gophish ${tenant.keys.logToken}`).digest('hex')
