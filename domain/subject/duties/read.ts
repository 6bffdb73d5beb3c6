import type { House } from '#kernel/house.ts';
import { duties } from '../define-duty.ts';
import { allOrgans } from '../organs.ts';
import { may, type Reader } from '../reader.ts';
import { anyOf, seeksOf } from '../seeks.ts';

/** Who holds a duty, since when. */
export type Holder = { readonly duty: string; readonly organ: string; readonly username: string; readonly name: string; readonly from: Date };
/** One organ with its duties: who holds which, and which nobody holds. */
export type OrganDuties = { readonly organ: string; readonly name: string; readonly region: string; readonly holders: readonly Holder[]; readonly unfilled: readonly string[] };

/** The organs a reader may see, each with its duties; those that lack somebody first. */
export async function dutiesByOrgan(house: House, reader: Reader): Promise<OrganDuties[]> {
  const declared = house.declared.all(duties).map(({ key }) => key);
  const holders = await house.db<Holder[]>`
    select duty, organ, username, name, from_at as "from" from (select * from duty_holders where until_at is null and ${anyOf(house.db, seeksOf(house.db, reader, 'duty.read'))}) h
    join (select id, username, name from accounts) a on a.id = account_id`;
  const byOrgan = Map.groupBy(holders, ({ organ }) => organ);
  return (await allOrgans(house))
    .filter((organ) => may(reader, 'duty.read', { organ: organ.id, region: organ.region }))
    .map((organ) => {
      const held = byOrgan.get(organ.id) ?? [];
      return { organ: organ.id, name: organ.name, region: organ.region, holders: held, unfilled: declared.filter((key) => !held.some(({ duty }) => duty === key)) };
    })
    .toSorted((a, b) => b.unfilled.length - a.unfilled.length || a.organ.localeCompare(b.organ));
}

/** Everybody who held a duty in an organ, newest first. */
export const historyOf = ({ db }: House, organ: string, duty: string) => db<{ username: string; name: string; from: Date; until: Date | null }[]>`
  select username, name, from_at as "from", until_at as until from duty_holders join accounts on accounts.id = account_id where duty_holders.organ = ${organ} and duty = ${duty} order by duty_holders.id desc limit 100`;
