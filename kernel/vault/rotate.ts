import type { Db } from '../database/connect.ts';
import { newId } from '../database/id.ts';
import { addJob } from '../jobs/jobs.ts';
import type { House } from '../house.ts';
import { versionOf } from './cipher.ts';
import { refuse } from './errors.ts';
import { forgetKeys, keyFreshness, newSealingKey } from './keys.ts';
import { sealedTables, sealedTablesIn } from './sealed-table.ts';
import { openAll, sealAll } from './vault.ts';

/** A change of key and how far it is. */
export type Rotation = { readonly id: string; readonly toVersion: number; readonly startedAt: Date; readonly endedAt: Date | null; readonly total: number; readonly resealed: number };

const batch = 500;
const columns = 'id, to_version as "toVersion", started_at as "startedAt", ended_at as "endedAt", total, resealed';

/** The latest changes of key, newest first. */
export const rotations = (db: Db, limit = 20) => db<Rotation[]>`select ${db.unsafe(columns)} from key_rotations order by id desc limit ${limit}`;

/** Brings a new key into use at once and orders the job that seals every row anew. Refuses while another change is running. */
export async function startRotation(tx: Db, house: House, by: string | null): Promise<Rotation> {
  const [running] = await tx<Rotation[]>`select ${tx.unsafe(columns)} from key_rotations where ended_at is null`;
  if (running) throw refuse('KEY_ROTATION_RUNNING', { done: running.resealed, total: running.total });
  const version = await newSealingKey(tx, house, by);
  const tables = await sealedTablesIn(tx);
  let total = 0;
  for (const { table } of tables) total += (await tx<{ count: number }[]>`select count(*) as count from ${tx(table)} where sealed is not null and sealed_version(sealed) < ${version}`)[0]?.count ?? 0;
  const id = newId();
  const [rotation] = await tx<Rotation[]>`insert into key_rotations (id, to_version, started_by, total) values (${id}, ${version}, ${by}, ${total}) returning ${tx.unsafe(columns)}`;
  for (const { table } of tables) await tx`insert into key_rotation_tables (rotation_id, table_name) values (${id}, ${table})`;
  await orderRotation(tx, id);
  return rotation!;
}

const orderRotation = (tx: Db, id: string) => addJob(tx, 'rotate-keys', { rotationId: id }, { key: `rotate-keys ${id}` });

/** Orders again what a kill has left undone. Called at start. */
export async function resumeRotations(house: House): Promise<void> {
  for (const { id } of await house.db<{ id: string }[]>`select id from key_rotations where ended_at is null`) await orderRotation(house.db, id);
}

/**
 * The job: walks through every sealed table by id, some rows in a transaction, remembering where it stands. Rows written
 * meanwhile carry the new key already; a second walk finds those a slow process wrote with the old one.
 */
export async function rotateKeys({ rotationId }: { rotationId: string }, house: House): Promise<void> {
  const { db } = house;
  forgetKeys(house);
  const [rotation] = await db<Rotation[]>`select ${db.unsafe(columns)} from key_rotations where id = ${rotationId} and ended_at is null`;
  if (!rotation) return;
  for (;;) {
    const open = await db<{ table_name: string }[]>`select table_name from key_rotation_tables where rotation_id = ${rotationId} and not ended`;
    for (const { table_name: table } of open) while (await reseal(house, rotation, table));
    // Whoever read the keys before they changed has forgotten them by now.
    await new Promise((wake) => setTimeout(wake, keyFreshness + 500));
    let left = 0;
    for (const { table } of await sealedTablesIn(db)) {
      const [row] = await db<{ there: boolean }[]>`select exists (select 1 from ${db(table)} where sealed is not null and sealed_version(sealed) < ${rotation.toVersion}) as there`;
      if (!row?.there) continue;
      left++;
      await db`insert into key_rotation_tables (rotation_id, table_name) values (${rotationId}, ${table}) on conflict (rotation_id, table_name) do update set ended = false, position = null`;
    }
    if (left === 0) break;
  }
  await db`update key_rotations set ended_at = now() where id = ${rotationId}`;
}

/** One batch of one table in one transaction. Answers whether there is more. */
async function reseal(house: House, rotation: Rotation, name: string): Promise<boolean> {
  const table = sealedTables().find((each) => each.table === name);
  if (!table) throw new Error(`The sealed table ${name} is not known to this program.`);
  return house.db.begin(async (tx) => {
    const [at] = await tx<{ position: string | null; ended: boolean }[]>`select position, ended from key_rotation_tables where rotation_id = ${rotation.id} and table_name = ${name} for update`;
    if (!at || at.ended) return false;
    const rows = await tx<{ id: string; sealed: Buffer }[]>`select id, sealed from ${tx(name)} where sealed is not null ${at.position ? tx`and id > ${at.position}` : tx``} order by id limit ${batch} for update`;
    const old = rows.filter(({ sealed }) => (versionOf(sealed) ?? 0) < rotation.toVersion);
    const values = await openAll<unknown>(house, tx, old.map(({ id, sealed }) => ({ sealed, context: table.context(id) })));
    const anew = await sealAll(house, tx, old.map(({ id }, index) => ({ value: values[index], context: table.context(id) })));
    if (old.length > 0) await tx`update ${tx(name)} t set sealed = decode(given.sealed, 'hex') from unnest(${old.map(({ id }) => id)}::uuid[], ${anew.map((bytes) => bytes.toString('hex'))}::text[]) as given(id, sealed) where t.id = given.id`;
    const ended = rows.length < batch;
    await tx`update key_rotation_tables set position = ${rows.at(-1)?.id ?? at.position}, ended = ${ended} where rotation_id = ${rotation.id} and table_name = ${name}`;
    await tx`update key_rotations set resealed = resealed + ${old.length} where id = ${rotation.id}`;
    return !ended;
  });
}
