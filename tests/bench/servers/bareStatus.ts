import { serveBare } from './serve.ts'

/** The yardstick for the status document: a bare `node:http` server with one static answer of the size given (bytes). */
const answer = Buffer.alloc(Number(process.argv[2] ?? 600), 'x')

serveBare((_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'public, max-age=1',
    'content-length': answer.length,
  })
  response.end(answer)
})
