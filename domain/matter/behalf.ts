import type { Db } from '#kernel/database/connect.ts';
import type { House, Listener } from '#kernel/house.ts';
import { findEnterprise } from '#domain/subject/enterprises.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { nameOf } from '#domain/subject/names.ts';
import type { Reader } from '#domain/subject/reader.ts';
import type { Matter } from './matter.ts';

/** For whom a case is, and who applied; null when the applicant did it alone. Names of persons are masked, but for the two of them. */
export async function behalfOf(db: Db, house: House, reader: Reader, matter: Matter): Promise<{ for: string; by: string; how: 'mandate' | 'window' } | null> {
  if (matter.subjectId === null || !(matter.assisted || matter.mandateId !== null)) return null;
  const [first] = await db<{ actor: string }[]>`select actor from matter_acts where matter_id = ${matter.id} and act = 'open' order by id limit 1`;
  const name = (await nameOf(db, house, matter.subjectId)) ?? '';
  const isOpen = reader.subjectId === matter.subjectId || (reader.accountId !== null && reader.accountId === matter.openedBy) || (await findEnterprise(db, matter.subjectId)) !== null;
  return { for: isOpen ? name : maskName(name), by: first?.actor ?? '', how: matter.assisted ? 'window' : 'mandate' };
}

/** A mandate has ended: what the agent applied for is out of their sight from now on; the one it is for keeps it. */
export const mandateEnded: Listener = async (event, _house, tx) => {
  await tx`update matters set opened_by = null where mandate_id = ${event.about}`;
};
