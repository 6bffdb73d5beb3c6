import type { FastifyBaseLogger } from 'fastify';
import type { JobHelpers } from 'graphile-worker';
import type { App } from './http/app.ts';
import type { Config } from './config/config.ts';
import type { CryptoModule } from './crypto/module.ts';
import type { Database, Db } from './database/connect.ts';
import type { Declared } from './declare/declared.ts';
import type { FileStore } from './files/store.ts';
import type { Clock } from './time/clock.ts';
import type { StoredEvent } from './bus/outbox.ts';
import type { Live } from './bus/live.ts';

/** What every floor is given: the shared ground, and nothing that knows a topic. */
export type House = {
  readonly config: Config;
  readonly db: Database;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly crypto: CryptoModule;
  readonly declared: Declared;
  readonly live: Live;
};

/**
 * Hears events of a topic. Runs in its own transaction, at least once; its database effects happen exactly once.
 * One that has `many` (see `inOneGo`) hears what came in at the same moment together, in one transaction.
 */
export type Listener = ((event: StoredEvent, house: House, tx: Db) => Promise<void>) & { readonly many?: ListenerToMany };
export type ListenerToMany = (events: readonly StoredEvent[], house: House, tx: Db) => Promise<void>;
/** A background task: may run again after a crash, so it must be repeatable. */
export type Job = (payload: never, house: House, helpers: JobHelpers) => Promise<void>;

/** One line of the reconciliation page: accepted = kept, or something was lost. */
export type Balance = { readonly key: string; readonly title: string; readonly english: string; readonly accepted: number; readonly kept: number };

/** One floor of the house, as server.ts composes it. Everything but the key is optional. */
export type Floor = {
  readonly key: string;
  /** Folder of plain SQL migrations. */
  readonly tables?: string;
  /** Slow work that needs nothing of the house (building pages); begun at once, beside the database. */
  readonly prepare?: () => Promise<unknown>;
  readonly routes?: (app: App, house: House) => void | Promise<void>;
  /** Topic → listener; the name of the listener is `<floor>:<topic>`. */
  readonly hears?: Readonly<Record<string, Listener>>;
  /** Topics that only the loaded packs decide: read once at start. */
  readonly hearsFor?: (declared: Declared) => Readonly<Record<string, Listener>>;
  readonly jobs?: Readonly<Record<string, Job>>;
  /** What this floor has accepted against what it has kept: shown on the reconciliation page, must read 0. */
  readonly balances?: (house: House) => Promise<readonly Balance[]>;
  /** Crontab lines: when a job runs by itself. */
  readonly every?: readonly string[];
  /** Started after the routes are ready (brokers, caches); returns how to stop. */
  readonly start?: (house: House) => Promise<() => Promise<void>>;
};
