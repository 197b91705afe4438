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
  [citizenRoutes.extend]: 'POST',
  [citizenRoutes.sites]: read,
  [citizenRoutes.slots]: read,
  [citizenRoutes.book]: 'POST',
  [citizenRoutes.booking]: `${read}, DELETE`,
  '/v1/openapi.json': read,
  '/healthz': read,
}

const patterns = Object.entries(allowed).map(
  ([path, methods]) => [new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`), methods] as const,
)

/** For a request that met no route: the methods this address takes, or undefined when there is no such address. */
export function allowedMethods(url: string, drill: boolean): string | undefined {
  const [path = ''] = url.split('?', 1)
  if (drill && path === registryRoute) return 'POST'
  return patterns.find(([pattern]) => pattern.test(path))?.[1]
}
