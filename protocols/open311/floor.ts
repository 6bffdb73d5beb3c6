import { fileURLToPath } from 'node:url';
import type { Floor, House } from '#kernel/house.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { digest } from './report.ts';
import { open311Routes } from './routes.ts';

/** The key of the demonstration: works only while DEMO=1. */
export const demoKey = 'open311-demo';

export const open311Floor: Floor = {
  key: 'open311',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: open311Routes,
  start: async (house) => {
    await giveDemoKey(house);
    return async () => undefined;
  },
};

async function giveDemoKey({ config, db }: House): Promise<void> {
  await db.begin(async (tx) => {
    if (config.demo) await openAccounts(tx, [{ username: 'open311-demo', kind: 'service', name: 'Open311 演示客户端', demo: true }]);
    await tx`insert into open311_keys (key_hash, account_id, name) select ${digest(demoKey)}, id, name from accounts where username = 'open311-demo' on conflict (key_hash) do update set closed_at = ${config.demo ? null : new Date()}`;
  });
}
