import { placeFloor } from '#domain/place/floor.ts';
import { recordFloor } from '#domain/record/floor.ts';
import type { RecordType } from '#domain/record/define.ts';
import { defineRole } from '#domain/subject/define.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { citizenIdCheck } from '#domain/subject/identifiers/citizen-id.ts';
import type { NewAccount } from '#domain/subject/accounts.ts';
import type { Clock } from '#kernel/time/clock.ts';
import { smallHouse, type Client, type SmallHouse } from './small-house.ts';

/** What these tests say of a table that was read. */
export type Read = { readonly id: string; readonly datasetId: string; readonly state: string; readonly version: number | null; readonly rows: { read: number; accepted: number; refused: number }; readonly refusedBy: { reason: string; count: number }[]; readonly notes: { code: string; words: string }[]; readonly failure: { code: string; detail: string } | null };

/** A town that only has data: two organs with a data manager each, a person, and their clients. */
export type DataTown = SmallHouse & {
  readonly air: Client;
  readonly welfare: Client;
  /** A data manager of another organ. */
  readonly manager: (organ: string, more?: Partial<NewAccount>) => Promise<Client>;
};

const dataManager = defineRole({ key: 'data-manager', title: '数据管理员', reach: 'organ', face: 'hub', may: ['dataset.read', 'dataset.manage', 'dataset.publish', 'dataset.request', 'grant.decide'] });

export async function dataTown({ declared = [], jobs = true, clock, env }: { declared?: readonly RecordType[]; jobs?: boolean; clock?: Clock; env?: Record<string, string> } = {}): Promise<DataTown> {
  const town = await smallHouse({ floors: [placeFloor, subjectFloor, recordFloor], declared: [dataManager, ...declared], jobs, ...(clock ? { clock } : {}), ...(env ? { env } : {}) });
  const manager = (organ: string, more: Partial<NewAccount> = {}) => town.as({ username: `manager-${organ}-${Object.keys(more).length}`, kind: 'official', name: `${organ}数据管理员`, organ, region: '440900000000', roles: ['data-manager'], ...more });
  return { ...town, air: await manager('air'), welfare: await manager('welfare'), manager };
}

/** Uploads files and imports them as one table; answers the import when it has ended. */
export async function importTable(client: Client, files: Readonly<Record<string, Uint8Array | string>>, more: object = {}): Promise<Read> {
  const fileIds: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const stored = await client.upload(name, typeof content === 'string' ? Buffer.from(content) : content);
    if (stored.status !== 201) throw new Error(`${name} was not stored: ${JSON.stringify(stored.body)}`);
    fileIds.push(stored.body.id as string);
  }
  const ordered = await client.post('/api/v1/imports', { fileIds, ...more });
  if (ordered.status !== 202) throw new Error(`The import was not taken: ${JSON.stringify(ordered.body)}`);
  return ended(client, ordered.body.id as string);
}

/** Waits until an import has ended. */
export async function ended(client: Client, id: string): Promise<Read> {
  for (let turn = 0; turn < 1200; turn += 1) {
    const { body } = await client.get(`/api/v1/imports/${id}`);
    if (body.state === 'done' || body.state === 'failed') return body as Read;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`The import ${id} did not end within two minutes.`);
}

/** A valid identity number of an invented person: the region 9999 belongs to nobody. */
export function inventedId(n: number): string {
  const body = `999900${1950 + (n % 60)}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`;
  return body + citizenIdCheck(body);
}

/** What an entry needs beside its data to be published. */
export const fullEntry = {
  summary: '各站点逐时监测数据', category: '3060010012', duty: '环境质量监测', source: '环境监测业务系统', grade: 'general', level: 2, sharing: 'conditional', sharingCondition: '用于政务履职，不得转供第三方', opening: 'conditional', openingCondition: '实名申请', cycle: 'daily',
} as const;

/** Completes and publishes a dataset. */
export async function publish(client: Client, datasetId: string, entry: object = {}): Promise<string> {
  const changed = await client.patch(`/api/v1/datasets/${datasetId}`, { ...fullEntry, ...entry });
  if (changed.status !== 200) throw new Error(JSON.stringify(changed.body));
  const published = await client.post(`/api/v1/datasets/${datasetId}/publish`);
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  return published.body.code as string;
}
