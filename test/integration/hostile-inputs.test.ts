import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seedOf } from '#test/fuzz/random.ts';
import { tryHostile } from '#test/fuzz/run.ts';
import { acknowledgeAll, testCity } from '#test/kit/city.ts';

/** A short run of what `npm run fuzz` does for long; FUZZ_SEED repeats one. */
const city = await testCity({ env: { ROLES: 'web' } });
const seed = seedOf(process.env['FUZZ_SEED']);

test(`Hostile inputs are never answered with an error of ours, and what is refused changes no row (seed ${seed})`, { timeout: 120_000 }, async (t) => {
  const people = await Promise.all(['citizen', 'window', 'dispatch', 'data', 'supervise', 'admin', 'security', 'auditor'].map(async (name) => [name, (await city.as(name)).token] as const));
  for (const { id } of await city.house.db<{ id: string }[]>`select id from accounts where demo`) await acknowledgeAll(city.house, id);
  const { tried, byStatus, failures, changes } = await tryHostile({ url: city.url, db: city.house.db, tokens: { guest: null, ...Object.fromEntries(people) } }, { inputs: 6000, portion: 3000, seed, seconds: 25, say: (line) => t.diagnostic(line) });
  assert.ok(tried >= 3000 && (byStatus['4xx'] ?? 0) > tried / 2 && (byStatus['2xx'] ?? 0) > 0, JSON.stringify(byStatus));
  assert.deepEqual(failures.map(({ input, who, status, body }) => `${who} ${input.method} ${input.path.slice(0, 200)} ${JSON.stringify(input.headers).slice(0, 200)} ${input.body?.slice(0, 300) ?? ''} → ${status} ${body.slice(0, 200)}`), []);
  assert.deepEqual(changes, []);
});
