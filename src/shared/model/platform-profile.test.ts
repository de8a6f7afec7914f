import { describe, expect, it } from 'vitest'
import { isPlatformSender, platformProfile } from './platform-profile'

const profile = platformProfile.parse({ senderDomains: ['Platform.example'], senderAddresses: ['a@other.example'] })

describe('a sender of the platform', () => {
  it.each(['x@platform.example', 'X@Mail.Platform.Example', ' a@other.example '])('is %s', (sender) => {
    expect(isPlatformSender(profile, sender)).toBe(true)
  })

  it.each([
    'x@notplatform.example',
    'x@platform.example.evil.example',
    'b@other.example',
    'platform.example',
    '@',
    '',
    null,
  ])('is not %s', (sender) => {
    expect(isPlatformSender(profile, sender)).toBe(false)
  })

  it('is one of the seed’s where a tenant names none', () => {
    expect(isPlatformSender(platformProfile.parse({}), 'bounce@infimasec.com')).toBe(true)
  })
})
