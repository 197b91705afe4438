import { createPublicKey, type KeyObject } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './control/accounts.ts'
import type { Launch } from './launch.ts'
import { probe } from './probe.ts'

/** Who signs the identity assertions of a launch for citizens. */
export interface Issuer {
  readonly name: string
  readonly audience: string
  /** Ed25519, PEM. */
  readonly publicKey: string
  /** Where citizens confirm who they are. */
  readonly url?: string
}

/** The key with which assertions are verified; throws `StartError`. */
export function issuerKey({ publicKey }: Issuer): KeyObject {
  try {
    const key = createPublicKey(publicKey)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // What is no key at all is no Ed25519 key either.
  }
  throw new StartError('the key of the identity issuer is not an Ed25519 public key')
}

/** A live launch lets in nobody whom an issuer did not vouch for. */
export const withoutIssuer = ({ id }: Pick<Launch, 'id'>): StartError =>
  new StartError(`launch ${id} is LIVE: it needs the key of an identity issuer`)

interface Start {
  readonly dir: string
  readonly launch?: Launch
  readonly issuer?: Issuer
  readonly host: string
  /** 0 means any. */
  readonly ports: readonly number[]
}

/**
 * What can be known to be wrong before anything is written: a start that is refused must not have taken a directory for
 * its launch. Throws `StartError`, or the error of `listen`.
 */
export async function preflight({ dir, launch, issuer, host, ports }: Start): Promise<void> {
  if (!existsSync(join(dir, 'gate.db'))) {
    if (!launch) throw new StartError(`${dir} is new: its first start needs a launch plan`)
    if (launch.mode === 'LIVE' && !issuer) throw withoutIssuer(launch)
  }
  if (issuer) issuerKey(issuer)
  for (const port of ports) if (port !== 0) await probe(port, host)
  mustHold(dir)
}

/** Made where it is missing, last of all: what follows will be kept there. */
function mustHold(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(`${dir} cannot be a data directory: ${error instanceof Error ? error.message : String(error)}`)
  }
}
