import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { anchorSigner, lastAnchor, type Anchor } from '#kernel/chain/anchor.ts';
import { storedTree } from '#kernel/chain/tree.ts';
import { consistencyPath } from '#kernel/crypto/merkle.ts';
import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm2PublicKeyFromPem, sm2PublicKeyToPem } from '#kernel/crypto/sm2-keys.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';

/** What a witness said to a head. */
export type WitnessSaid = { readonly name: string; readonly size: number; readonly said: 'agrees' | 'disagrees' | 'silent'; readonly words: string | null; readonly key: string | null; readonly signature: Buffer | null; readonly at: Date };

const wait = 5000;
const stateShape = Type.Object({ size: Type.Integer({ minimum: 0 }), key: Type.String() });
const agreedShape = Type.Object({ key: Type.String(), signature: Type.String() });

/**
 * Shows the newest signed head to every witness that has not answered to it. Each is asked by itself: one that is silent or
 * disagrees is noted, and stops nobody. A silent one is asked again.
 */
export async function askWitnesses(house: Pick<House, 'db' | 'clock' | 'crypto' | 'config'>): Promise<void> {
  const anchor = await lastAnchor(house.db, 'evidence');
  if (!anchor) return;
  const answered = new Set((await house.db<{ name: string }[]>`select name from evidence_witnesses where size = ${anchor.size} and said <> 'silent'`).map(({ name }) => name));
  await Promise.all(house.config.witnesses.filter(({ name }) => !answered.has(name)).map(async ({ name, url }) => {
    const said = await ask(house, url, anchor).catch((error: unknown) => ({ said: 'silent' as const, words: error instanceof Error ? error.message.slice(0, 300) : null, key: null, signature: null }));
    await house.db`insert into evidence_witnesses (name, size, said, words, key, signature, at) values (${name}, ${anchor.size}, ${said.said}, ${said.words}, ${said.key}, ${said.signature}, ${house.clock.now()})
      on conflict (name, size) do update set said = excluded.said, words = excluded.words, key = excluded.key, signature = excluded.signature, at = excluded.at where evidence_witnesses.said = 'silent'`;
  }));
}

type Answer = Pick<WitnessSaid, 'said' | 'words' | 'key' | 'signature'>;

async function ask(house: Pick<House, 'db' | 'crypto'>, url: string, anchor: Anchor): Promise<Answer> {
  const state = Value.Parse(stateShape, await (await fetch(`${url}/`, { signal: AbortSignal.timeout(wait) })).json());
  const path = state.size > 0 && state.size < anchor.size ? await consistencyPath(state.size, anchor.size, storedTree(house.db, 'evidence')) : [];
  const { publicKey } = await anchorSigner(house.crypto);
  const answer = await fetch(`${url}/heads`, {
    method: 'POST', signal: AbortSignal.timeout(wait), headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statement: anchor.statement.toString('utf8'), signature: anchor.signature.toString('base64'), key: sm2PublicKeyToPem(publicKey), from: state.size, path: path.map((hash) => hash.toString('hex')) }),
  });
  const body: unknown = await answer.json();
  if (answer.status === 409) return { said: 'disagrees', words: String((body as { why?: unknown }).why ?? '').slice(0, 300), key: null, signature: null };
  if (!answer.ok) throw new Error(`The witness answered ${answer.status}.`);
  const agreed = Value.Parse(agreedShape, body);
  const signature = Buffer.from(agreed.signature, 'base64');
  if (!sm2Verify(sm2PublicKeyFromPem(agreed.key), anchor.statement, signature)) return { said: 'disagrees', words: 'Its signature does not hold.', key: null, signature: null };
  return { said: 'agrees', words: null, key: agreed.key, signature };
}

/** The newest answer of each witness. */
export const witnessesNow = (db: Db) => db<WitnessSaid[]>`select distinct on (name) name, size, said, words, key, signature, at from evidence_witnesses order by name, size desc`;

/** Who has co-signed the head of this size. */
export async function signaturesOver(db: Db, size: number): Promise<{ name: string; key: string; signature: string }[]> {
  const rows = await db<{ name: string; key: string; signature: Buffer }[]>`select name, key, signature from evidence_witnesses where size = ${size} and said = 'agrees' order by name`;
  return rows.map(({ name, key, signature }) => ({ name, key, signature: signature.toString('base64') }));
}
