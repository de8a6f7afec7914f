import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1'
import type { SimAnswer } from '../../core/service'
import type { GoogleLabel } from '../../world/world'
import { notFound } from '../errors'
import type { Granted } from './access'

/** `users.labels.list` (Gmail API reference): every label of the mailbox, without counts. */
export const listLabels = (granted: Granted): SimAnswer => {
  const labels = [...granted.mailbox.labels.values()].map(resource)
  const body: gmail_v1.Schema$ListLabelsResponse = labels.length > 0 ? { labels } : {}
  return { status: 200, body }
}

/** `users.labels.get`. */
export const getLabel = (granted: Granted, id: string): SimAnswer => {
  const label = granted.mailbox.labels.get(id)
  return label === undefined ? notFound() : { status: 200, body: resource(label) }
}

const resource = (label: GoogleLabel): gmail_v1.Schema$Label => ({
  id: label.id,
  name: label.name,
  type: label.type,
  ...(label.type === 'user' ? { messageListVisibility: 'show', labelListVisibility: 'labelShow' } : {}),
})
