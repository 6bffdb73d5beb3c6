import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cityNamed } from '#cities/cities.ts';
import { seedOf } from './fuzz/random.ts';
import { tryHostile } from './fuzz/run.ts';
import { acknowledgeAll, testConfig, withoutFaces } from './kit/city.ts';
import { freshDatabase } from './kit/server.ts';
import { startYiwang } from '../server.ts';

/** `npm run fuzz -- --inputs 1000000 --seed n`: hostile inputs against a city of its own; ends with 1 when anything was found. */
const { values } = parseArgs({ options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string' } } });
const seed = seedOf(values.seed);
const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-fuzz-'));
chmodSync(dataDir, 0o755);
const database = await freshDatabase();
const { house, address, stop } = await startYiwang(testConfig(database.url, dataDir, { ROLES: 'web' }), cityNamed('maoming'), { floors: withoutFaces });
const tokens: Record<string, string | null> = { guest: null };
for (const username of ['citizen', 'owner', 'window', 'reviewer', 'dispatch', 'repair', 'grid', 'data', 'signals', 'supervise', 'leader', 'admin', 'security', 'auditor']) {
  const answer = await fetch(`${address}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'yiwang-demo' }) });
  tokens[username] = ((await answer.json()) as { token: string }).token;
}
for (const { id } of await house.db<{ id: string }[]>`select id from accounts where demo`) await acknowledgeAll(house, id);
console.log(`seed ${seed}`);
const found = await tryHostile({ url: address, db: house.db, tokens }, { inputs: Number(values.inputs), seed, portion: 10_000, say: (line) => console.log(line) });
for (const change of found.changes) console.log(`CHANGED ${change}`);
console.log(`${found.tried} inputs, ${found.failures.length} answers of 5xx or none, ${found.changes.length} tables changed by what was refused (seed ${seed})`);
await stop();
await database.drop();
rmSync(dataDir, { recursive: true, force: true });
process.exitCode = found.failures.length + found.changes.length > 0 ? 1 : 0;
