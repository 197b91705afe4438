import { z } from 'zod'

// Schemas that compile themselves try `new Function`, which the content security policy refuses and reports. This page
// reads what the host has checked already, so it goes without; it has to be said before the first schema is made.
z.config({ jitless: true })
