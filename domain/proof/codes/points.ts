import { randomBytes } from 'node:crypto';
import { audit } from '#kernel/audit/audit.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { anyOf, seeksOf } from '#domain/subject/seeks.ts';
import { may, mustMay, type Reader } from '#domain/subject/reader.ts';
import { organById } from '#domain/subject/organs.ts';
import { scenes } from '../define-scene.ts';
import { refuse } from './errors.ts';

/** A place that may scan. */
export type Point = { readonly id: string; readonly scene: string; readonly name: string; readonly organ: string; readonly region: string; readonly openedAt: Date; readonly closedAt: Date | null };
const pointColumns = 'id, scene, name, organ, region, opened_at as "openedAt", closed_at as "closedAt"';

type Caller = { readonly accountId: string | null; readonly traceId: string; readonly address: string | null };
const hashOf = (key: string): string => sm3(key).toString('hex');

/** Registers a scanning point of a declared scene for an organ and gives out its device's key, once. */
export async function registerPoint(tx: Db, house: House, reader: Reader, given: { readonly scene: string; readonly name: string; readonly organ: string }, caller: Caller): Promise<{ point: Point; key: string }> {
  if (!house.declared.find(scenes, given.scene)) throw refuse('SCENE_UNKNOWN', { scene: given.scene });
  const { region } = await organById(house, given.organ);
  mustMay(reader, 'code.register', { organ: given.organ, region });
  const key = randomBytes(32).toString('base64url');
  const [point] = await tx<Point[]>`
    insert into code_points (id, scene, name, organ, region, key_hash, opened_at) values (${newId(house.clock.now())}, ${given.scene}, ${given.name}, ${given.organ}, ${region}, ${hashOf(key)}, ${house.clock.now()})
    returning ${tx.unsafe(pointColumns)}`;
  if (!point) throw new Error('The insert of a scanning point gave nothing back.');
  await audit(tx, { ...caller, act: 'code-point.registered', object: 'code-point', objectId: point.id, detail: { scene: given.scene, organ: given.organ } });
  return { point, key };
}

/** Closes a point: its device and its people get nothing from the commit on. */
export async function closePoint(tx: Db, house: House, reader: Reader, id: string, caller: Caller): Promise<void> {
  const [point] = await tx<Point[]>`select ${tx.unsafe(pointColumns)} from code_points where id = ${id} for update`;
  if (!point || !may(reader, 'code.register', point)) throw refuse('POINT_NOT_REGISTERED');
  await tx`update code_points set closed_at = coalesce(closed_at, ${house.clock.now()}) where id = ${id}`;
  await audit(tx, { ...caller, act: 'code-point.closed', object: 'code-point', objectId: id });
}

/** The points a reader scans at or registers, newest first. */
export const pointsOf = (db: Db, reader: Reader): Promise<Point[]> =>
  db<Point[]>`select ${db.unsafe(pointColumns)} from code_points where ${anyOf(db, [...seeksOf(db, reader, 'code.scan'), ...seeksOf(db, reader, 'code.register')])} order by id desc limit 500`;

/** The open point that scans: known by its device's key, or named by somebody who may scan there. Refuses all others alike. */
export async function pointThatScans(db: Db, reader: Reader, { key, id }: { readonly key: string | undefined; readonly id: string | undefined }): Promise<Point> {
  const [point] = key !== undefined
    ? await db<Point[]>`select ${db.unsafe(pointColumns)} from code_points where key_hash = ${hashOf(key)} and closed_at is null`
    : id !== undefined ? await db<Point[]>`select ${db.unsafe(pointColumns)} from code_points where id = ${id} and closed_at is null` : [];
  if (!point || (key === undefined && !may(reader, 'code.scan', point))) throw refuse('POINT_NOT_REGISTERED');
  return point;
}
