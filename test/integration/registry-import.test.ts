import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { newId } from '#kernel/database/id.ts';
import { keepFile } from '#kernel/files/receive.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { importRegistry } from '#domain/subject/personal/import.ts';
import { testCity } from '#test/kit/city.ts';

const city = await testCity({ env: { ROLES: 'web' } });
const { house } = city;
const { db } = house;

test('Broken off and taken up by two at once, a load still counts every line once, and each refused one with its field and reason', async () => {
  const pick = seededPick('taken-up');
  const ids = [...new Set(Array.from({ length: 7000 }, () => inventCitizenId(pick, { bornOn: `19${50 + pick(50)}-0${1 + pick(9)}-1${pick(10)}`, sex: 'male', divisionCode: '999902' })))];
  const wrong = (n: number) => n % 100 === 50;
  const table = ['姓名,公民身份号码,行政区划代码', ...ids.map((id, n) => `接续${n},${id},${wrong(n) ? '1' : '440902001001'}`)].join('\n');
  const file = await keepFile(house, Readable.from([Buffer.from(table)]), 10_000_000, { type: 'text/csv', name: '人口.csv', ownerId: null });
  const importId = newId();
  const [account] = await db<{ id: string }[]>`select id from accounts where username = 'data'`;
  await db`insert into registry_imports (id, kind, batch, file_id, account_id) values (${importId}, 'persons', 'taken-up', ${file.id}, ${account!.id})`;
  const [before] = await db<{ count: number }[]>`select count(*) from persons`;
  let asked = 0;
  await assert.rejects(importRegistry({ importId }, house, { stopping: () => (asked += 1) === 2 }), /goes on when it starts again/);
  const [half] = await db<{ read: number; line: number; state: string }[]>`select read, line, state from registry_imports where id = ${importId}`;
  assert.ok(half!.read > 0 && half!.read < ids.length && half!.state === 'running', JSON.stringify(half));

  await Promise.all([importRegistry({ importId }, house), importRegistry({ importId }, house)]);
  const [done] = await db<{ state: string; read: number; accepted: number; refused: number }[]>`select state, read, accepted, refused from registry_imports where id = ${importId}`;
  const refused = ids.filter((_, n) => wrong(n)).length;
  assert.deepEqual({ ...done }, { state: 'ended', read: ids.length, accepted: ids.length - refused, refused });
  const [after] = await db<{ count: number }[]>`select count(*) from persons`;
  assert.equal(after!.count - before!.count, ids.length - refused);
  const lines = await db<{ line: number; field: string; reason: string }[]>`select line, field, reason from registry_refusals where import_id = ${importId} order by line`;
  assert.deepEqual(lines.map(({ line, field, reason }) => [line, field, reason]), ids.flatMap((_, n) => (wrong(n) ? [[n + 2, '行政区划代码', '不是本市现行的 12 位区划代码']] : [])));
});
