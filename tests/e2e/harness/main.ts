import '../../../src/renderer/jitless.ts'

/**
 * The real application on a scripted bridge: `?scene=surge`. The spec drives the script through `window.script`. Opened,
 * not reloaded, it knows nothing of before but `&preferences=`.
 */
const asked = new URLSearchParams(location.search)
const [navigation] = performance.getEntriesByType('navigation')
if (!(navigation instanceof PerformanceNavigationTiming) || navigation.type !== 'reload') {
  localStorage.clear()
  sessionStorage.clear()
  localStorage.setItem('sluice.preferences', asked.get('preferences') ?? '{}')
}

const [{ mount }, { scriptedBridge }, { scenes }] = await Promise.all([
  import('../../../src/renderer/mount.tsx'),
  import('./scriptedBridge.ts'),
  import('./scenes.ts'),
])
const scene = scenes[asked.get('scene') ?? 'calm']
if (!scene) throw new Error('no such scene')
const script = scriptedBridge(scene)
Object.assign(globalThis, { script })
await mount(Promise.resolve(script.bridge))
