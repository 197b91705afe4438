import './jitless.ts'
import { connectBridge } from './bridge.ts'
import { mount } from './mount.tsx'

await mount(connectBridge())
