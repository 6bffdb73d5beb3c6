import { createHash } from 'node:crypto';
import type { House } from '#kernel/house.ts';
import { heldBackBy, type Conditions } from './access/conditions.ts';
import { readersOf, type Recognised } from './recognised.ts';
import { needsFactor, rightsOf, roleHeld, scopeOf, type Appointment } from './rights/compile.ts';
import type { Reader } from './reader.ts';

/**
 * Who holds this token; null when it is unknown, expired, or of a demonstration account outside the demonstration.
 * A token that was recognised before is not looked up again while nothing has changed about its account
 * (docs/decisions/0020-recognised-readers.md): what was committed before this call began is always seen.
 */
export async function readerOf(house: House, token: string): Promise<Reader | null> {
  const digest = digestOf(token);
  const known = readersOf(house);
  return (await known.find(digest)) ?? known.keep(digest, await lookUp(house, digest));
}

/** Under what a token is kept: a copy of the table, or of the memory, opens no session. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

type Row = {
  id: string; username: string; kind: 'citizen' | 'official' | 'service'; name: string; subject_id: string | null; organ: string | null; region: string | null; posts: string[]; csrf: string;
  appointments: Appointment[]; demo: boolean; contract: Conditions['contract']; acknowledged: string[]; level: number; factor: boolean; milliseconds: number; change: number;
};

/** The account, what it may do now, and for how long that stays true if nothing is changed: until the session, an appointment or a contract begins or ends. */
async function lookUp(house: House, digest: string): Promise<Recognised | null> {
  const begun = performance.now();
  const [row] = await house.db<Row[]>`
    select a.id, a.username, a.kind, a.name, a.subject_id, a.organ, a.region, s.csrf,
      a.posts || array(select unnest(absent.posts) from stand_ins join accounts absent on absent.id = stand_ins.account_id where stand_ins.stand_in = a.id and ended_at is null and stand_ins.from_at <= now() and stand_ins.until_at > now()) as posts,
      p.appointments, a.demo, c.contract,
      array(select rules || ' ' || version from rules_acknowledged where account_id = a.id) as acknowledged, s.level,
      exists(select 1 from sign_in_methods m where m.account_id = a.id and m.kind in ('totp', 'passkey') and m.confirmed_at is not null) as factor,
      (extract(epoch from least(s.expires_at, p.until, c.until) - now()) * 1000)::float8 as milliseconds, (select count from reader_changes) as change
    from sessions s join accounts a on a.id = s.account_id
      left join lateral (select jsonb_build_object('runs', ended_at is null and now() >= begins and now() < ends, 'from', from_on, 'until', until_on, 'organ', organ) as contract, case when now() < begins then begins when now() < ends then ends end as until
        from (select *, from_on::timestamp at time zone 'Asia/Shanghai' as begins, (until_on + 1)::timestamp at time zone 'Asia/Shanghai' as ends from contracts where id = a.contract_id) days) c on true,
      lateral (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'organ', organ, 'region', region,
            'own', (select jsonb_build_object('may', may, 'sees', sees, 'reach', reach) from city_roles where key = role and retired_at is null))) filter (where from_at <= now()), '[]') as appointments,
          min(case when from_at > now() then from_at else until_at end) as until
        from appointments where account_id = a.id and (until_at is null or until_at > now())) p
    where s.token_hash = ${digest} and s.expires_at > now() and a.closed_at is null and (not a.demo or ${house.config.demo})`;
  if (!row) return null;
  const factor = { needed: !house.config.demo && row.appointments.some((each) => asksFactor(house, each)), there: row.factor, level: row.level };
  const reader: Reader = { kind: row.kind, accountId: row.id, username: row.username, subjectId: row.subject_id, name: row.name, organ: row.organ, region: row.region, posts: [...new Set(row.posts)], rights: rightsOf(house, row.appointments), csrf: row.csrf, heldBack: heldBackBy(house.declared, { ...row, factor }) };
  return { reader, accountId: row.id, change: row.change, until: begun + row.milliseconds };
}

/** Whether an appointment that holds somewhere asks for a second factor. While the city is a demonstration, whose passwords everybody is told, none does. */
function asksFactor(house: House, appointment: Appointment): boolean {
  const role = roleHeld(house, appointment);
  return role !== undefined && scopeOf(role, appointment) !== null && needsFactor(role);
}
