import { patterns as pages } from '../../citizen/addresses.ts'
import { citizenRoutes } from '../../protocol/citizen.ts'
import { registryRoute } from './citizenRegistry.ts'

const read = 'GET, HEAD'

const allowed: Record<string, string> = {
  [citizenRoutes.status]: read,
  [citizenRoutes.cohorts]: read,
  [citizenRoutes.draw]: read,
  [citizenRoutes.drawEntry]: read,
  [citizenRoutes.join]: 'POST',
  [citizenRoutes.claim]: 'POST',
  [citizenRoutes.heartbeat]: 'POST',
  [citizenRoutes.leave]: 'POST',
  [citizenRoutes.seat]: read,
  [citizenRoutes.extend]: 'POST',
  [citizenRoutes.sites]: read,
  [citizenRoutes.slots]: read,
  [citizenRoutes.book]: 'POST',
  [citizenRoutes.booking]: `${read}, DELETE`,
  [pages.start]: `${read}, POST`,
  [pages.cohort]: read,
  [pages.join]: 'POST',
  [pages.wait]: read,
  [pages.enter]: 'POST',
  [pages.alive]: 'POST',
  [pages.leave]: 'POST',
  [pages.book]: `${read}, POST`,
  [pages.extend]: 'POST',
  [pages.done]: read,
  [pages.booking]: `${read}, POST`,
  [pages.cancel]: 'POST',
  [pages.draw]: read,
  '/v1/openapi.json': read,
  '/healthz': read,
}

const matcher = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
const patterns = Object.entries(allowed).map(([path, methods]) => [matcher(path), methods] as const)
const identify = matcher(pages.identify)

/** For a request that met no route: the methods this address takes, or undefined when there is no such address. */
export function allowedMethods(url: string, drill: boolean): string | undefined {
  const [path = ''] = url.split('?', 1)
  if (drill && (path === registryRoute || identify.test(path))) return 'POST'
  return patterns.find(([pattern]) => pattern.test(path))?.[1]
}
