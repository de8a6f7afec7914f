import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

export interface TestProxy {
  /** host:port */
  readonly host: string
  /** What it was asked to connect to, in order. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

/** A proxy that tunnels (RFC 9110 §9.3.6); with `basic` it asks for that sign-in, with `refuses` it answers that status. */
export const startProxy = async (options: { basic?: string; refuses?: number } = {}): Promise<TestProxy> => {
  const asked: string[] = []
  const server: Server = createServer()
  const tunnels = new Set<Duplex>()
  server.on('connect', (request, socket, head) => {
    const answer = (line: string, ...headers: string[]) =>
      socket.end(`HTTP/1.1 ${[line, ...headers].join('\r\n')}\r\n\r\n`)
    asked.push(request.url ?? '')
    tunnels.add(socket)
    socket.on('error', () => undefined)
    const expected = options.basic && `Basic ${Buffer.from(options.basic).toString('base64')}`
    if (expected && request.headers['proxy-authorization'] !== expected)
      return answer('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="test"')
    if (options.refuses) return answer(`${options.refuses} No`)
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(request.url ?? '') ?? []
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      far.write(head)
      far.pipe(socket).pipe(far)
    })
    far.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const tunnel of tunnels) tunnel.destroy()
        server.closeAllConnections()
      }),
  }
}
