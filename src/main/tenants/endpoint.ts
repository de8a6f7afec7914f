/** Whether an address is on this computer, by its host. Throws a TypeError when it is no URL. */
export const isLoopback = (text: string): boolean => {
  const host = new URL(text).hostname
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Whether a text is the URL of an endpoint we talk to: https anywhere, plain http only on this computer. */
export const isSafeEndpoint = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text)))
}

/** A base address as paths are put behind it. */
export const withoutTrailingSlash = (base: string): string => base.replace(/\/+$/, '')
