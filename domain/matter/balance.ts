import type { Balance, House } from '#kernel/house.ts';

/** Matters opened in the last 31 days: each must be stored once, with its first act, its event and its audit entry. Demonstration matters of the generator tell no events. */
export async function matterBalances({ db }: House): Promise<Balance[]> {
  const [row] = await db<{ stored: number; acted: number; told: number; audited: number }[]>`
    with since as (select uuid_v7_floor(now() - interval '31 days') as id)
    select (select count(*) from matters, since where matters.id > since.id and not demo) as stored,
      (select count(*) from matter_acts a join matters m on m.id = a.matter_id, since where a.id > since.id and m.id > since.id and a.act = 'open' and not m.demo) as acted,
      (select count(*) from events, since where events.id > since.id and topic = 'matter.opened') as told,
      (select count(*) from audit_entries, since where audit_entries.id > since.id and act = 'matter.open') as audited`;
  const stored = row?.stored ?? 0;
  const lines = [['stored', '事项：受理 = 保存', 'Matters: accepted = stored', row?.audited ?? 0, stored], ['timeline', '事项：保存 = 进入办理过程', 'Matters: stored = in the timeline', stored, row?.acted ?? 0], ['told', '事项：保存 = 告知', 'Matters: stored = told', stored, row?.told ?? 0]] as const;
  return lines.map(([key, title, english, accepted, kept]) => ({ key: `matters.${key}`, title, english, accepted, kept }));
}
