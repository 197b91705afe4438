import { EventEmitter } from 'node:events'
import { createPortLine, type PortFrame } from './ports.ts'

/** The other end of a utility process: gives it Electron's `process.parentPort`. */

const line = createPortLine(frame => process.send?.(frame))
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (data: unknown) => line.post('', data, []),
})
Object.defineProperty(process, 'parentPort', { value: parentPort })

process.on('message', (frame: PortFrame) => {
  if (frame.kind === 'message') parentPort.emit('message', { data: frame.data, ports: line.receive(frame.ports) })
  else line.take(frame)
})
process.once('disconnect', () => process.exit(0))
