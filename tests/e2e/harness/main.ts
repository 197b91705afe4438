import '../../../src/renderer/jitless.ts'

/** The real application on a scripted bridge: `?scene=surge`. The spec drives the script through `window.script`. */
const [{ mount }, { scriptedBridge }, { scenes }] = await Promise.all([
  import('../../../src/renderer/mount.tsx'),
  import('./scriptedBridge.ts'),
  import('./scenes.ts'),
])
const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'calm']
if (!scene) throw new Error('no such scene')
const script = scriptedBridge(scene)
Object.assign(globalThis, { script })
await mount(Promise.resolve(script.bridge))
