import { describe, expect, it } from 'vitest'
import { isInRange, isIpAddress, isIpRange } from './ip-range'

describe('an IP address', () => {
  it.each(['192.0.2.1', '0.0.0.0', '2001:db8::1', '::', '::1', '2001:db8:0:0:0:0:0:1', '::ffff:192.0.2.1'])(
    'is %s',
    (text) => expect(isIpAddress(text)).toBe(true),
  )
  it.each(['', '192.0.2', '192.0.2.256', '192.0.2.1.5', '1:2:3', '2001:db8::1::2', ':::', 'g::1', '192.0.2.1/32', ' '])(
    'is not “%s”',
    (text) => expect(isIpAddress(text)).toBe(false),
  )
})

describe('a range', () => {
  it.each(['192.0.2.0/24', '192.0.2.7', '2001:db8::/32', '0.0.0.0/0'])('is %s', (text) =>
    expect(isIpRange(text)).toBe(true),
  )
  it.each(['192.0.2.0/33', '192.0.2.0/', '192.0.2.0/24/8', 'platform.example', '2001:db8::/129'])(
    'is not “%s”',
    (text) => expect(isIpRange(text)).toBe(false),
  )

  it('holds its own addresses and no others, to the bit', () => {
    expect(isInRange('192.0.2.255', '192.0.2.128/25')).toBe(true)
    expect(isInRange('192.0.2.127', '192.0.2.128/25')).toBe(false)
    expect(isInRange('198.51.100.9', '0.0.0.0/0')).toBe(true)
    expect(isInRange('2001:db8:ffff::9', '2001:db8::/32')).toBe(true)
    expect(isInRange('2001:db9::9', '2001:db8::/32')).toBe(false)
    expect(isInRange('192.0.2.1', '192.0.2.10')).toBe(false)
  })

  it('knows an IPv4 address that is written as IPv6', () => {
    expect(isInRange('::ffff:192.0.2.7', '192.0.2.7')).toBe(true)
    expect(isInRange('::ffff:c000:207', '192.0.2.7')).toBe(true)
    expect(isInRange('2001:db8::1', '192.0.2.0/24')).toBe(false)
  })
})
