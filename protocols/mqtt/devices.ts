import type { AuthenticateError, Client } from 'aedes';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { intakeOf } from '#domain/thing/intake/intake.ts';
import { shortened, type Reason } from '#domain/thing/intake/reasons.ts';
import { isKey } from '#domain/thing/key.ts';
import type { KnownThing } from '#domain/thing/known.ts';

/** A failed log-in is written down once in this time for each address and code; more would let a stranger fill the disk. */
const quiet = 10_000;
const mostRemembered = 10_000;

/** Who is behind each connection. */
export class Devices {
  readonly #house: House;
  readonly #sessions = new WeakMap<Client, { readonly code: string; readonly secretHash: string }>();
  readonly #told = new Map<string, number>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Lets a device in by its code and key. Rejects with the MQTT answer "bad user name or password", the same for both faults. */
  async logIn(client: Client, username: string | undefined, password: Buffer | undefined): Promise<true> {
    const code = username ?? '';
    const thing = await intakeOf(this.#house).things.find(code.slice(0, 64));
    if (thing && thing.state !== 'retired' && password && isKey(password.toString('utf8'), thing.secretHash)) {
      this.#sessions.set(client, { code: thing.code, secretHash: thing.secretHash });
      return true;
    }
    await this.#tell(thing, code, addressOf(client), thing ? (thing.state === 'retired' ? 'retired' : 'wrong-key') : 'unknown-device');
    throw Object.assign(new Error('bad user name or password'), { returnCode: 4 }) as AuthenticateError;
  }

  /** The thing behind a connection as it is now; null when its key was renewed or it is gone since the log-in. */
  async thingOf(client: Client): Promise<KnownThing | null> {
    const session = this.#sessions.get(client);
    const thing = session ? await intakeOf(this.#house).things.find(session.code) : null;
    return thing && thing.secretHash === session?.secretHash ? thing : null;
  }

  async #tell(thing: KnownThing | null, code: string, address: string | null, reason: Reason): Promise<void> {
    const now = Date.now();
    const who = `${address} ${code.slice(0, 64)}`;
    if ((this.#told.get(who) ?? 0) > now - quiet) return;
    if (this.#told.size >= mostRemembered) this.#told.clear();
    this.#told.set(who, now);
    await intakeOf(this.#house).keepRejection({
      thingId: thing?.id ?? null, code: shortened(code, 64) || '—', quantity: null, reason, reportedAt: null, value: null, source: 'mqtt', address, traceId: newId().replaceAll('-', ''), pointer: '',
    });
  }
}

/** The address a connection comes from; null when it cannot be told. */
export const addressOf = (client: Client): string | null => ('remoteAddress' in client.conn ? (client.conn.remoteAddress ?? null) : null);
