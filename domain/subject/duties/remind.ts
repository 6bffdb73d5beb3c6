import type { House } from '#kernel/house.ts';
import { duties, type Duty } from '../define-duty.ts';
import { roles } from '../define.ts';
import { notify } from '../notices.ts';
import { allOrgans } from '../organs.ts';

/** Reminds whoever may name holders in an organ of the duties nobody holds there: once a week, one message for an organ. */
export async function remindOfDuties(house: House): Promise<void> {
  const declared = house.declared.all(duties);
  const naming = house.declared.all(roles).filter(({ may, reach }) => reach === 'organ' && may.includes('duty.name')).map(({ key }) => key);
  const { db } = house;
  const filled = new Set((await db<{ key: string }[]>`select organ || ' ' || duty as key from duty_holders where until_at is null`).map(({ key }) => key));
  const heads = Map.groupBy(await db<{ organ: string; id: string }[]>`
    select distinct coalesce(p.organ, a.organ) as organ, a.id from appointments p join accounts a on a.id = p.account_id
    where role = any(${naming}) and from_at <= now() and (until_at is null or until_at > now()) and closed_at is null`, ({ organ }) => organ);
  const organs = await allOrgans(house);
  // All or none: a job that comes back after a crash reminds nobody twice.
  await db.begin(async (tx) => {
    for (const organ of organs) {
      const unfilled = declared.filter(({ key }) => !filled.has(`${organ.id} ${key}`));
      const told = heads.get(organ.id);
      if (unfilled.length > 0 && told) await notify(tx, told.map(({ id }) => id), reminder(organ.name, unfilled));
    }
  });
}

const reminder = (organ: string, unfilled: readonly Duty[]) => ({ title: `${organ}还有 ${unfilled.length} 项责任没有落实到人`, body: `请指定：${unfilled.map(({ title }) => title).join('、')}。`, about: null });
