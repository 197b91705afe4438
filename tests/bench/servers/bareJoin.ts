import { createHmac, createPublicKey, verify } from 'node:crypto'
import { serveBare } from './serve.ts'

/**
 * The yardstick for joining: a bare `node:http` server that verifies one Ed25519 assertion and signs one HS256 token, and
 * keeps nothing. Its public key comes as the first argument (PEM).
 */
const publicKey = createPublicKey(process.argv[2] ?? '')
const secret = Buffer.alloc(32, 7)
const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')

serveBare((request, response) => {
  let body = ''
  request.setEncoding('utf8').on('data', chunk => (body += chunk))
  request.on('end', () => {
    const { assertion } = JSON.parse(body) as { assertion: string }
    const dot = assertion.lastIndexOf('.')
    const signed = Buffer.from(assertion.slice(0, dot))
    if (!verify(null, signed, publicKey, Buffer.from(assertion.slice(dot + 1), 'base64url'))) {
      response.writeHead(401).end()
      return
    }
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      sub: string
    }
    const payload = Buffer.from(JSON.stringify({ c: '2021-07-19', i: 1, p: claims.sub, g: 1 })).toString('base64url')
    const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')
    const answer = JSON.stringify({ ticket: `${header}.${payload}.${signature}` })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
    response.end(answer)
  })
})
