import { connect } from 'node:net'

/** Bytes as they are, in pieces if need be, and all that comes back until the server closes. */
export function raw(url: string, ...pieces: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    let answer = ''
    const socket = connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece)
    })
    socket.setEncoding('utf8').on('data', chunk => (answer += chunk))
    socket.on('close', () => resolve(answer)).on('error', reject)
  })
}
