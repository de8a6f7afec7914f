import type { Letter } from '../provider'
import type { MailboxCalls } from './mailbox-calls'
import { messageIdOf } from './message'

/**
 * See `MailProvider.deliver`. `users.messages.insert` is like an append by IMAP: no filter runs; `import` takes the message in
 * as from outside, never as spam. Both keep the Message-ID; it is read back all the same.
 */
export const deliver = async (
  calls: MailboxCalls,
  letter: Letter,
  how: 'insert' | 'import',
  now: number,
  signal: AbortSignal,
): Promise<{ readonly messageId: string | null }> => {
  const { id } = await calls.create(writeMessage(letter, now), how, signal)
  const message = await calls.get(id, signal).catch(() => null)
  return { messageId: (message && messageIdOf(message)) ?? letter.messageId }
}

/** RFC 5322, in base64url as the API takes it. Header values that aren't plain ASCII are encoded words (RFC 2047). */
const writeMessage = (letter: Letter, now: number): string => {
  const lines = [
    `From: ${oneLine(letter.from)}`,
    `To: ${oneLine(letter.to)}`,
    `Subject: ${encoded(letter.subject)}`,
    `Date: ${new Date(now).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${oneLine(letter.messageId)}`,
    ...Object.entries(letter.headers).map(([name, value]) => `${name}: ${oneLine(value)}`),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(letter.text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  ]
  return Buffer.from(lines.join('\r\n')).toString('base64url')
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

const encoded = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  // An encoded word has at most 75 characters, 12 of them around the base64 of at most 42 bytes.
  const words = [...oneLine(text)].reduce<string[]>((all, char) => {
    const last = all.at(-1)
    if (last === undefined || Buffer.byteLength(last + char) > 42) return [...all, char]
    return [...all.slice(0, -1), last + char]
  }, [])
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}
