import './jitless.ts'

// Imported one after the other, because all schemas are made as their modules are read.
const [{ connectBridge }, { mount }] = await Promise.all([import('./bridge.ts'), import('./mount.tsx')])
await mount(connectBridge())
