/** Between two looks at who has started this process, ms. */
const LOOK_MS = 250

/**
 * Resolves when this process is asked to end: by a signal, or because npm is gone, which when it is terminated takes the
 * shell between itself and its script along, and the script hears nothing. What was started without npm may outlive
 * whoever started it. From here on a signal does nothing else.
 */
export function askedToEnd(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
    if (process.env['npm_lifecycle_event'] === undefined) return
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve()
    }, LOOK_MS).unref()
  })
}
