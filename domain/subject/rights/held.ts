import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { roles } from '../define.ts';
import { guest, may } from '../reader.ts';
import { rightsOf, type Appointment } from './compile.ts';

/** Whether anybody but one account may do something in an organ, now: whoever asks for it is told when nobody could answer. */
export async function isHeldByAnother(db: Db, house: House, right: `${string}.${string}`, organ: string, account: string | null): Promise<boolean> {
  const declared = house.declared.all(roles).filter((role) => role.may.includes(right)).map(({ key }) => key);
  const held = await db<Appointment[]>`
    select distinct p.role, p.organ, p.region, case when c.key is null then null else jsonb_build_object('may', c.may, 'sees', c.sees, 'reach', c.reach) end as own
    from appointments p join accounts a on a.id = p.account_id left join city_roles c on c.key = p.role and c.retired_at is null
    where (p.role = any(${declared}) or ${right} = any(c.may)) and p.from_at <= now() and (p.until_at is null or p.until_at > now())
      and a.id is distinct from ${account} and a.closed_at is null and (not a.demo or ${house.config.demo})`;
  return held.some((each) => may({ ...guest, rights: rightsOf(house, [each]) }, right, { organ }));
}
