import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '#kernel/audit/audit.ts';
import { personOf, testCity } from '#test/kit/city.ts';

/** Who read my data: however often, every reading can be reached, and the same reading of one day stands in one line. */
const city = await testCity({ env: { ROLES: 'web' } });
const { db } = city.house;
const citizen = await city.as('citizen');
const me = await personOf(city, 'citizen');
const idOf = async (username: string) => (await db<{ id: string }[]>`select id from accounts where username = ${username}`)[0]!.id;
const [clerk, own] = [await idOf('window'), await idOf('citizen')];
const read = (accountId: string, n: number) => audit(db, { accountId, act: 'person.read', object: 'person', objectId: me.id, subjects: [me.id], purpose: n % 3 === 0 ? '核对申请人' : '核对地址', fields: ['address'], traceId: 'e'.repeat(32) });
const times = 230;
for (let n = 0; n < times; n++) {
  await read(clerk, n);
  // What people do themselves is no reading by others, and takes nobody's place on a page.
  if (n % 4 === 0) await read(own, n);
}

test('A caller gets all readings, page by page, and none of their own', async () => {
  const found: string[] = [];
  for (let cursor = ''; ;) {
    const { items, next } = (await citizen.get(`/api/v1/me/reads?limit=50${cursor}`)).body as { items: { id: string; who: string }[]; next: string | null };
    assert.ok(items.every(({ who }) => who !== null));
    found.push(...items.map(({ id }) => id));
    if (next === null) break;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
  assert.deepEqual([found.length, new Set(found).size], [times, times]);
});

test('The page tells of a day in few lines, and leads to what is older until all is told', async () => {
  const count = (page: string) => [...page.matchAll(/<tr><td>.*?<\/tr>/gs)].reduce((sum, [row]) => sum + Number(/当天 (\d+) 次/.exec(row)?.[1] ?? 1), 0);
  const overview = (await citizen.get('/my-data')).body as string;
  assert.match(overview, /href="\/my-data\/seen"/);
  assert.ok([...overview.matchAll(/<tr><td>/g)].length <= 6);
  let [path, told]: [string | undefined, number] = ['/my-data/seen', 0];
  for (let pages = 0; path !== undefined; pages++) {
    assert.ok(pages < 5, 'it comes to an end');
    const page = (await citizen.get(path)).body as string;
    assert.match(page, /查看登记（已遮盖）：住址/);
    told += count(page);
    path = /href="([^"]+)">更早的记录/.exec(page)?.[1];
  }
  assert.equal(told, times);
});

test('A moment that is none begins with the newest, and nobody else is led there', async () => {
  for (const until of ['昨天', '1900-01-01', '-271821-04-20', '+275760-09-13', '99999']) assert.match((await citizen.get(`/my-data/seen?until=${encodeURIComponent(until)}`)).body as string, /当天 \d+ 次/, until);
  assert.notEqual((await city.guest.get('/my-data/seen')).status, 200);
});
