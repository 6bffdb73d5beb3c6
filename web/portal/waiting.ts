import type { House } from '#kernel/house.ts';
import { matterTypes } from '#domain/matter/define.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { mattersOf } from '#domain/matter/read.ts';
import type { Reader } from '#domain/subject/reader.ts';

/** Whether a matter stands still until its applicant does something. */
export function waitsForApplicant(house: House, matter: Pick<Matter, 'type' | 'state' | 'endedAt'>): boolean {
  const type = house.declared.find(matterTypes, matter.type);
  const turn = type?.lifecycle[matter.state]?.by;
  return matter.endedAt === null && turn !== undefined && type?.people[turn]?.kind === 'applicant';
}

/** How many matters wait for this reader: what the vermilion node of the page head stands for. */
export async function countWaiting(house: House, reader: Reader): Promise<number> {
  if (reader.kind !== 'citizen' || reader.accountId === null) return 0;
  const matters = await mattersOf(house.db, house, reader.accountId, reader.subjectId);
  return matters.filter((matter) => waitsForApplicant(house, matter)).length;
}
