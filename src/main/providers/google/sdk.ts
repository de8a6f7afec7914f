import type { auth } from 'googleapis/build/src/apis/gmail/index.js'

/** Signs requests: for a service account, or for the person who signed in. */
export type Signer = InstanceType<(typeof auth)['OAuth2']>

/** Loaded at first use: no start of the app pays for Google's client, and no Microsoft tenant ever does. */
export const loadGmail = () => import('googleapis/build/src/apis/gmail/index.js')

/** The Directory API's client, loaded only when a person is looked up. */
export const loadDirectory = () => import('googleapis/build/src/apis/admin/index.js')
