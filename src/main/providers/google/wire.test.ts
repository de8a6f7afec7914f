import { expect, it } from 'vitest'
import { Failure } from '../../../shared/model'
import type { Lane, OutgoingRequest } from '../../net/transport'
import { endpointFor, fetchFor } from './wire'

const endpoints = { token: 'http://127.0.0.1:1/t', gmail: 'http://127.0.0.1:1/g', directory: 'http://127.0.0.1:1/d' }
const lane: Lane = { tenantId: 'a', mailbox: null, effect: 'read', batch: false, purpose: 'test' }

it('sends each of Google’s hosts to the tenant’s own endpoint', () => {
  expect(endpointFor('https://oauth2.googleapis.com/token', endpoints)).toBe('http://127.0.0.1:1/t/token')
  expect(endpointFor('https://gmail.googleapis.com/gmail/v1/x?a=%2B', endpoints)).toBe(
    'http://127.0.0.1:1/g/gmail/v1/x?a=%2B',
  )
  expect(endpointFor('https://admin.googleapis.com/admin/y', endpoints)).toBe('http://127.0.0.1:1/d/admin/y')
})

it('stops a call to any other host before the network', () => {
  expect(() => endpointFor('https://www.googleapis.com/batch', endpoints)).toThrow(Failure)
})

it('stops a call that would delete', async () => {
  const sent: OutgoingRequest[] = []
  const transport = {
    send: (request: OutgoingRequest) => {
      sent.push(request)
      return Promise.reject(new Error('reached the network'))
    },
  }
  const fetchIt = fetchFor(transport, endpoints, lane, () => true)
  await expect(fetchIt('https://gmail.googleapis.com/x', { method: 'DELETE' })).rejects.toMatchObject({
    facts: { code: 'not-allowed' },
  })
  expect(sent).toEqual([])
})
