import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import type { Balance, Floor, House } from '../house.ts';

const line = Type.Object({ key: Type.String(), title: Type.String(), accepted: Type.Integer(), kept: Type.Integer(), difference: Type.Integer() });

/** The reconciliation page: accepted = stored = indexed = notified, floor by floor; every difference must read 0. */
export function reconciliationRoute(app: App, house: House, floors: readonly Floor[]): void {
  app.get('/api/v1/reconciliation', {
    config: { permission: 'house.watch' },
    schema: { summary: '对账：接收 = 保存 = 送达 Reconciliation', tags: ['administration'], response: { 200: Type.Object({ difference: Type.Integer(), waiting: Type.Integer(), lines: Type.Array(line) }) } },
  }, async (request) => {
    const balances = [...(await eventBalances(house)), ...(await Promise.all(floors.map(async (floor) => (await floor.balances?.(house)) ?? []))).flat()];
    const lines = balances.map(({ title, english, ...rest }) => ({ ...rest, title: request.locale === 'en' ? english : title, difference: rest.accepted - rest.kept }));
    const [queue] = await house.db<{ waiting: number }[]>`select count(*) as waiting from event_queue`;
    return { difference: lines.reduce((sum, each) => sum + Math.abs(each.difference), 0), waiting: queue?.waiting ?? 0, lines };
  });
}

/** Jobs that have given up stand for listeners that never heard. Looks at the last day; older days were balanced before. */
async function eventBalances({ db }: House): Promise<Balance[]> {
  const [row] = await db<{ told: number; lost: number }[]>`
    select (select count(*) from events where id > uuid_v7_floor(now() - interval '1 day')) as told,
      (select count(*) from graphile_worker.jobs where task_identifier = 'hear' and attempts >= max_attempts and locked_at is null) as lost`;
  const told = row?.told ?? 0;
  return [{ key: 'events', title: '事件：发生 = 送达', english: 'Events: told = heard', accepted: told, kept: told - (row?.lost ?? 0) }];
}
