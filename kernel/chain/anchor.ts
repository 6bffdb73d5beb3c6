import { canonicalJson } from '../crypto/canonical-json.ts';
import type { CryptoModule } from '../crypto/module.ts';
import { sm2Fingerprint } from '../crypto/sm2-keys.ts';
import type { Db } from '../database/connect.ts';
import type { House } from '../house.ts';
import type { ChainLog } from './log.ts';
import { sealAll } from './run.ts';
import { headOf, holdSealing } from './seal.ts';

/** The key that signs the heads of all logs. */
export const anchorKey = 'anchor';
export const anchorSigner = (crypto: CryptoModule) => crypto.signer(anchorKey);

/** What an anchor says. It is signed as canonical JSON. */
export type AnchorStatement = {
  readonly format: 'yiwang-anchor/1';
  readonly log: string;
  /** Leaves of the tree, and its root. */
  readonly size: number;
  readonly root: string;
  /** The newest block, and its hash. */
  readonly height: number;
  readonly block: string;
  /** Size of the anchor before, 0 before the first. */
  readonly after: number;
  readonly at: string;
  /** Fingerprint of the key: SM3 over its DER form. */
  readonly key: string;
};

export type Anchor = { readonly log: string; readonly size: number; readonly root: Buffer; readonly statement: Buffer; readonly signature: Buffer; readonly at: Date };

/** Seals what is waiting and signs the tree as it stands. The same tree is signed once. Null while the log is empty. */
export async function anchorNow(house: Pick<House, 'db' | 'clock' | 'crypto'>, log: ChainLog): Promise<Anchor | null> {
  await sealAll(house, log);
  const signer = await anchorSigner(house.crypto);
  return house.db.begin(async (tx) => {
    await holdSealing(tx, log.key);
    const [head, last] = [await headOf(tx, log.key), await lastAnchor(tx, log.key)];
    if (!head || last?.size === head.size) return last;
    const at = house.clock.now();
    const said: AnchorStatement = {
      format: 'yiwang-anchor/1', log: log.key, size: head.size, root: head.root.toString('hex'), height: head.height, block: head.hash.toString('hex'), after: last?.size ?? 0, at: at.toISOString(), key: sm2Fingerprint(signer.publicKey),
    };
    const statement = Buffer.from(canonicalJson(said), 'utf8');
    const anchor = { log: log.key, size: head.size, root: head.root, statement, signature: await signer.sign(statement), at };
    await tx`insert into chain_anchors (log, size, root, statement, signature, at) values (${anchor.log}, ${anchor.size}, ${anchor.root}, ${statement}, ${anchor.signature}, ${at})`;
    return anchor;
  });
}

/** The newest anchor; null before the first. */
export async function lastAnchor(db: Db, log: string): Promise<Anchor | null> {
  const [anchor] = await db<Anchor[]>`select * from chain_anchors where log = ${log} order by size desc limit 1`;
  return anchor ?? null;
}

/** The first anchor that covers a leaf; null while none does. */
export async function anchorOver(db: Db, log: string, seq: number): Promise<Anchor | null> {
  const [anchor] = await db<Anchor[]>`select * from chain_anchors where log = ${log} and size > ${seq} order by size limit 1`;
  return anchor ?? null;
}

/** Anchors, newest first, from below a size on. */
export const anchorsOf = (db: Db, log: string, below: number | null, limit: number) =>
  db<Anchor[]>`select * from chain_anchors where log = ${log} ${below === null ? db`` : db`and size < ${below}`} order by size desc limit ${limit}`;

/** An anchor as everybody may have it: checked with the statement's own bytes, the signature and the public key. */
export const anchorView = (anchor: Anchor) => ({
  log: anchor.log, size: anchor.size, root: anchor.root.toString('hex'), at: anchor.at.toISOString(), statement: anchor.statement.toString('utf8'), signature: anchor.signature.toString('base64'),
});
