import { probe } from '../backend/probe.ts'

/** Whether a port of the loopback interface can be listened on now. 0 means any and is always free. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  if (port === 0) return true
  return probe(port, host).then(
    () => true,
    () => false,
  )
}

/** A port of the loopback interface on which nothing listens, for one who must name it before listening there. */
export const freePort = (host = '127.0.0.1'): Promise<number> => probe(0, host)
