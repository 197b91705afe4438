import type { MessagePortMain } from 'electron'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createConsoleCore, type ConsoleCore } from '../console/core.ts'
import { readLaunch } from '../console/launch.ts'
import { serveBridge, type BridgePort } from '../console/serve.ts'
import { warningLine } from '../console/warnings.ts'
import { coreMessageSchema, type CoreStart, type MainMessage } from './core.messages.ts'

/** The console core's own process: a crash here takes no window with it, and a busy window stops nothing here. */

let core: ConsoleCore | undefined

function start({ values, env }: CoreStart): ConsoleCore {
  const launch = readLaunch(values, env)
  return createConsoleCore({
    url: launch.connect,
    token: launch.token,
    tokenFile: launch.tokenFile,
    journal: {
      file: join(launch.data, 'console-journal.sqlite'),
      worker: pathToFileURL(join(import.meta.dirname, 'journal.worker.js')),
    },
    readOnly: launch.readOnly,
    shell: 'electron',
    notify: notice => process.parentPort.postMessage({ type: 'notice', ...notice } satisfies MainMessage),
    onWarning: warning => process.stderr.write(warningLine(warning)),
  })
}

function portOf(port: MessagePortMain): BridgePort {
  return {
    post: frame => port.postMessage(frame),
    onMessage(receive) {
      port.on('message', ({ data }) => receive(data))
      port.start()
    },
  }
}

process.parentPort.on('message', ({ data, ports: [port] }) => {
  const message = coreMessageSchema.parse(data)
  switch (message.type) {
    case 'start':
      core ??= start(message)
      break
    case 'port':
      if (core && port) port.on('close', serveBridge(core, portOf(port)))
      break
    case 'noticed':
      core?.noticed(message.alert)
      break
    case 'close':
      void Promise.resolve(core?.close()).then(() => process.exit(0))
      break
  }
})
