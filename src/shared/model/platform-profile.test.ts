import { describe, expect, it } from 'vitest'
import { headerMark, isPlatformSender, platformProfile, platformProof } from './platform-profile'

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

describe('a header that marks the platform’s mail', () => {
  const marked = platformProfile.parse({
    senderDomains: [],
    senderAddresses: [],
    headerMarks: [
      { name: ' X-Mark ', value: 'k=7c41' },
      { name: 'X-Bare', value: '' },
    ],
  })
  const proofBy = (name: string, value: string) =>
    platformProof(marked, { sender: 'x@elsewhere.example', headers: [{ name, value }] })

  it('is one of that name, in any case, that has the text in it, or any where no text is given', () => {
    expect(proofBy('x-mark', 'one; k=7c41; two')).toEqual({ kind: 'header', name: 'x-mark' })
    expect(proofBy('X-Bare', '')).toEqual({ kind: 'header', name: 'X-Bare' })
  })

  it.each([
    ['X-Mark', 'k=7C41'],
    ['X-Mark', ''],
    ['X-Mark-Two', 'k=7c41'],
  ])('is none where it is %s: %s', (name, value) => {
    expect(proofBy(name, value)).toBeNull()
  })

  it('proves nothing while headers can’t be read', () => {
    expect(platformProof(marked, { sender: 'x@elsewhere.example', headers: null })).toBeNull()
  })

  it('stands behind the sender, which proves it too', () => {
    const both = { ...marked, senderDomains: ['platform.example'] }
    const headers = [{ name: 'X-Bare', value: '' }]
    expect(platformProof(both, { sender: 'a@platform.example', headers })).toEqual({
      kind: 'sender',
      sender: 'a@platform.example',
    })
  })

  it.each([
    [{ name: '', value: 'x' }, 'name'],
    [{ name: 'X Mark', value: '' }, 'name'],
    [{ name: 'X-Mark:', value: '' }, 'name'],
    [{ name: 'X-Märk', value: '' }, 'name'],
    [{ name: 'X-Mark', value: 'two\nlines' }, 'value'],
  ])('is refused by its field as %j', (mark, field) => {
    expect(headerMark.safeParse(mark).error?.issues[0]?.path).toEqual([field])
  })
})
