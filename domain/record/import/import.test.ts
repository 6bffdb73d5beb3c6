import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { dataTown, importTable, inventedId, type DataTown, type Read } from '#test/kit/data-town.ts';
import { workbook } from '#test/kit/workbook.ts';

let town: DataTown;
before(async () => {
  town = await dataTown();
});
after(() => town.stop());

const table = '站点,时间,PM2.5,备注\n河东站,2026-03-01 08:00,35,正常\n河西站,2026-03-01 08:00,41,"雨, 有雾"\n官渡站,2026-03-01 09:00,NA,\n';
const rowsOf = async (read: Read) => (await town.air.get(`/api/v1/datasets/${read.datasetId}/rows?limit=200`)).body.items as Record<string, unknown>[];
const plain = (rows: Record<string, unknown>[]) => rows.map(({ _row, _file, _line, ...values }) => values);

test('The same table reads the same in every encoding, with or without its mark, plain or gzipped', async () => {
  const expected = plain(await rowsOf(await importTable(town.air, { 'utf8.csv': table })));
  assert.equal(expected.length, 3);
  assert.deepEqual(expected[1], { 站点: '河西站', 时间: '2026-03-01 08:00', 'PM2.5': '41', 备注: '雨, 有雾' });
  const written: Record<string, Buffer> = {
    'bom.csv': Buffer.from(`\ufeff${table}`), 'gb.csv': iconv.encode(table, 'gb18030'), 'wide.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, 'utf16le')]),
    'wide-be.csv': iconv.encode(`\ufeff${table}`, 'utf-16be'), 'wide-bare.csv': Buffer.from(table, 'utf16le'), 'packed.csv.gz': gzipSync(iconv.encode(table, 'gb18030')),
    'windows.csv': Buffer.from(table.replaceAll('\n', '\r\n')), 'mac.csv': Buffer.from(table.replaceAll('\n', '\r')), 'tabs.tsv': Buffer.from(table.replaceAll(',', '\t').replace('"雨\t 有雾"', '"雨, 有雾"')), 'semicolons.csv': Buffer.from(table.replaceAll(',', ';').replace('"雨; 有雾"', '"雨, 有雾"')),
  };
  for (const [name, bytes] of Object.entries(written)) {
    const read = await importTable(town.air, { [name]: bytes });
    assert.equal(read.state, 'done', `${name}: ${JSON.stringify(read.failure)}`);
    assert.deepEqual(plain(await rowsOf(read)), expected, name);
  }
});

test('Rows that are none are kept aside with file, line and reason, and every row is accounted for', async () => {
  const messy = ['编号,名称,数量', '1,甲,10', '2,乙', '3,"丙,30', '4,丁,40,多', '', '5,"戊""己",50', '6,\0,60', '7,庚,70'].join('\n');
  const read = await importTable(town.air, { 'messy.csv': messy });
  assert.deepEqual(read.rows, { read: 7, accepted: 3, refused: 4 });
  assert.deepEqual(Object.fromEntries(read.refusedBy.map(({ reason, count }) => [reason, count])), { 'too-few': 1, quote: 1, 'too-many': 1, control: 1 });
  const { body } = await town.air.get(`/api/v1/imports/${read.id}/refused?limit=200`);
  assert.deepEqual(body.items.map((row: { file: string; line: number; reason: string }) => [row.file, row.line, row.reason]), [['messy.csv', 3, 'too-few'], ['messy.csv', 4, 'quote'], ['messy.csv', 5, 'too-many'], ['messy.csv', 8, 'control']]);
  assert.equal(body.items[1].text, '3,"丙,30');
  assert.equal(body.items[1].title, '引号不成对');
  const one = await town.air.get(`/api/v1/imports/${read.id}/refused?reason=quote`);
  assert.equal(one.body.items.length, 1);
  assert.deepEqual((await rowsOf(read)).map((row) => [row['_line'], row['名称']]), [[2, '甲'], [7, '戊"己'], [9, '庚']]);
});

test('Bytes of a foreign encoding cost only their own line', async () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,好\n2,'), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from('\n3,好\n'.repeat(40))]);
  const read = await importTable(town.air, { 'bytes.csv': bytes });
  assert.deepEqual(read.refusedBy, [{ reason: 'encoding', title: '编码错误', count: 1 }]);
  assert.equal(read.rows.read, read.rows.accepted + 1);
});

const bad: readonly (readonly [what: string, name: string, bytes: Buffer, code: string])[] = [
  ['only a header', 'header.csv', Buffer.from('a,b,c\n'), 'IMPORT_EMPTY'],
  ['only blanks', 'blank.csv', Buffer.from(' \n\n  \n'), 'IMPORT_EMPTY'],
  ['a web page in gzip', 'page.csv.gz', gzipSync('<!doctype html><html><body><table><tr><td>1</td></tr></table></body></html>'), 'IMPORT_NOT_A_TABLE'],
  ['JSON', 'list.txt', Buffer.from('[{"a":1},{"a":2}]'), 'IMPORT_NOT_A_TABLE'],
  ['binary data in gzip', 'noise.csv.gz', gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 31))), 'IMPORT_NOT_A_TABLE'],
  ['a broken archive', 'cut.csv.gz', gzipSync(Buffer.from('a,b\n1,2\n'.repeat(20_000))).subarray(0, 200), 'IMPORT_ARCHIVE_BROKEN'],
  ['an archive bomb', 'bomb.csv.gz', gzipSync(Buffer.alloc(100 * 1024 * 1024, `${'0'.repeat(200)},b\n`)), 'IMPORT_ARCHIVE_BOMB'],
  ['ten thousand columns', 'wide.csv', Buffer.from(`${Array.from({ length: 10_000 }, (_, n) => `c${n}`).join(',')}\n${Array.from({ length: 10_000 }, () => '1').join(',')}\n`), 'IMPORT_TOO_MANY_COLUMNS'],
  ['no row with the right columns', 'ragged.csv', Buffer.from(`a,b,c\n${'1,2\n'.repeat(20)}`), 'IMPORT_NOTHING_ACCEPTED'],
];
for (const [what, name, bytes, code] of bad) {
  test(`A file with ${what} is refused with ${code}, and no version is made`, async () => {
    const read = await importTable(town.air, { [name]: bytes });
    assert.equal(read.state, 'failed');
    assert.equal(read.failure?.code, code);
    assert.ok(read.failure.detail.length > 4 && !/\{\w+\}/.test(read.failure.detail), read.failure.detail);
    assert.equal((await town.air.get(`/api/v1/datasets/${read.datasetId}`)).body.current, null);
  });
}

test('Of an import without one good row the refused rows can still be looked at', async () => {
  const read = await importTable(town.air, { 'ragged.csv': `a,b,c\n${'1,2\n'.repeat(20)}` });
  assert.equal((await town.air.get(`/api/v1/imports/${read.id}/refused?limit=200`)).body.items.length, 20);
});

test('What can be seen to be no table is refused before any job', async () => {
  const zip = (await town.air.upload('many.zip', Buffer.from('PK\x03\x04rest'))).body.id;
  const answer = await town.air.post('/api/v1/imports', { fileIds: [zip] });
  assert.equal(answer.body.code, 'IMPORT_KIND_UNKNOWN');
  const theirs = (await town.welfare.upload('theirs.csv', Buffer.from(table))).body.id;
  assert.equal((await town.air.post('/api/v1/imports', { fileIds: [theirs] })).body.code, 'IMPORT_FILES_UNKNOWN');
  assert.equal((await town.air.post('/api/v1/imports', { fileIds: ['01900000-0000-7000-8000-000000000001'] })).body.code, 'IMPORT_FILES_UNKNOWN');
  assert.equal((await town.air.post('/api/v1/imports', { fileIds: [] })).body.code, 'INPUT_INVALID');
});

test('Headings twice, empty, reserved or made to be read as SQL become names of columns, and the uploader is told', async () => {
  const read = await importTable(town.air, { 'names.csv': `数量,数量,,_row,limit,"x"" from y; drop table datasets; --"\n1,2,3,4,5,6\n` });
  const { body } = await town.air.get(`/api/v1/datasets/${read.datasetId}`);
  assert.deepEqual(body.columns.map((column: { name: string }) => column.name), ['数量', '数量_2', 'column_3', 'column_row', 'column_limit', 'x" from y; drop table datasets; --']);
  assert.deepEqual(read.notes.map((note) => note.code), ['HEADER_RENAMED', 'HEADER_EMPTY', 'HEADER_RENAMED', 'HEADER_RENAMED']);
  const found = await town.air.get(`/api/v1/datasets/${read.datasetId}/rows?${encodeURIComponent('x" from y; drop table datasets; --')}=6`);
  assert.equal(found.body.items.length, 1);
  assert.equal((await town.air.get(`/api/v1/datasets/${read.datasetId}/rows?nobody=1`)).body.code, 'FILTER_INVALID');
  assert.equal((await town.air.get(`/api/v1/datasets/${read.datasetId}/rows?cursor=WyJ4Il0`)).body.code, 'CURSOR_INVALID');
});

test('Numbers that are none and days that never were are counted against their column, not taken for values', async () => {
  const lines = Array.from({ length: 60 }, (_, n) => `${n},${n === 7 ? 'NaN' : n === 8 ? 'Infinity' : n === 9 ? '1e999' : n / 2},${n === 11 ? '2026-02-30' : n === 12 ? '2026-13-01' : `2026-03-${String(1 + (n % 28)).padStart(2, '0')}`}`);
  const read = await importTable(town.air, { 'values.csv': `序号,读数,日期\n${lines.join('\n')}\n` });
  const version = (await town.air.get(`/api/v1/datasets/${read.datasetId}/versions/1`)).body;
  assert.deepEqual(version.columns.map((column: { type: string }) => column.type), ['integer', 'number', 'date']);
  assert.deepEqual(version.profile.map((profile: { unfit: number }) => profile.unfit), [0, 3, 2]);
  assert.equal(version.profile[1].max, 29.5);
  const failing = (await town.air.get(`/api/v1/datasets/${read.datasetId}/quality/${encodeURIComponent('type:日期')}/rows`)).body.items;
  assert.deepEqual(failing.map((row: { line: number; values: Record<string, unknown> }) => [row.line, row.values['日期']]), [[13, '2026-02-30'], [14, '2026-13-01']]);
});

test('Personal columns are found by what is in them and by their headings, and shown masked', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => `王小${'明华强'[n % 3]},${inventedId(n)},138${String(10_000_000 + n)},${1000 + n},备注里有电话13900000001`);
  const read = await importTable(town.welfare, { 'people.csv': `经办人,证件,联系电话,金额,说明\n${lines.join('\n')}\n` });
  const { columns, subjectColumn } = (await town.welfare.get(`/api/v1/datasets/${read.datasetId}`)).body;
  assert.deepEqual(columns.map((column: { type: string; class: string; mask: string }) => [column.type, column.class, column.mask]), [['code', 'personal', 'name'], ['idNumber', 'sensitive', 'idNumber'], ['phone', 'personal', 'phone'], ['integer', 'internal', 'none'], ['code', 'internal', 'none']]);
  assert.equal(subjectColumn, '证件');
  const page = await town.welfare.get(`/api/v1/datasets/${read.datasetId}/rows?limit=1`);
  assert.deepEqual(Object.values(page.body.items[0]).slice(3), ['王*明', `9${'*'.repeat(16)}${inventedId(0).at(-1)}`, '138****0000', '1000', '备注里有电话139****0001']);
  const profile = (await town.welfare.get(`/api/v1/datasets/${read.datasetId}/versions/1`)).body.profile;
  assert.deepEqual(profile.slice(0, 3).map((each: { top: unknown[]; min: unknown }) => [each.top.length, each.min]), [[0, null], [0, null], [0, null]]);
});

test('Lines of title above the header are passed over, and said to have been', async () => {
  const read = await importTable(town.air, { 'titled.csv': '某市空气质量统计表,,,\n制表日期：2026年3月,,,\n站点,PM2.5,PM10,备注\n河东,1,2,a\n河西,3,4,b\n' });
  assert.equal(read.notes[0]?.code, 'TITLE_SKIPPED');
  assert.deepEqual(plain(await rowsOf(read))[1], { 站点: '河西', 'PM2.5': '3', PM10: '4', 备注: 'b' });
});

test('Several files become one table when their columns are the same in any order, and none when they differ', async () => {
  const both = await importTable(town.air, { 'one.csv': 'a,b\n1,2\n', 'two.csv': 'b,a\n4,3\n' });
  assert.deepEqual(plain(await rowsOf(both)), [{ a: '1', b: '2' }, { a: '3', b: '4' }]);
  assert.equal(both.notes[0]?.code, 'COLUMNS_REORDERED');
  const differing = await importTable(town.air, { 'one.csv': 'a,b\n1,2\n', 'three.csv': 'a,c\n1,2\n' });
  assert.equal(differing.failure?.code, 'IMPORT_COLUMNS_DIFFER');
});

test('Another organ neither sees the import nor the draft nor its rows', async () => {
  const read = await importTable(town.air, { 'own.csv': table });
  for (const path of [`/api/v1/imports/${read.id}`, `/api/v1/imports/${read.id}/refused`, `/api/v1/datasets/${read.datasetId}`, `/api/v1/datasets/${read.datasetId}/rows`, `/api/v1/datasets/${read.datasetId}/versions`, `/api/v1/datasets/${read.datasetId}/quality`]) {
    assert.equal((await town.welfare.get(path)).status, 404, path);
    assert.ok([401, 404].includes((await town.guest.get(path)).status), path);
  }
  assert.ok(!(await town.welfare.get('/api/v1/imports')).body.items.some((each: { id: string }) => each.id === read.id));
  assert.ok(!(await town.welfare.get('/api/v1/datasets?limit=200')).body.items.some((each: { id: string }) => each.id === read.datasetId));
});

test('A worksheet is read as a table: days as days, blanks as blanks, the title above it passed over', async () => {
  const book = workbook('台账', [['某市站点台账', null, null, null], ['站点', '启用日期', '数值', '备注'], ['河东', new Date('2026-03-01'), 12.5, '正常'], ['河西', new Date('2026-03-02'), 7, null]]);
  const read = await importTable(town.air, { '台账.xlsx': book });
  assert.equal(read.state, 'done', JSON.stringify(read.failure));
  assert.deepEqual(plain(await rowsOf(read)), [{ 站点: '河东', 启用日期: '2026-03-01', 数值: '12.5', 备注: '正常' }, { 站点: '河西', 启用日期: '2026-03-02', 数值: '7', 备注: null }]);
  assert.deepEqual((await rowsOf(read)).map((row) => row['_line']), [3, 4]);
  assert.equal((await importTable(town.air, { '台账.xlsx': book }, { sheet: '没有' })).failure?.code, 'IMPORT_SHEET_UNKNOWN');
});

test('A workbook that is cut off, or that unpacks to more than memory holds, is refused', async () => {
  const book = workbook('台账', [['站点'], ['河东']]);
  assert.equal((await importTable(town.air, { 'cut.xlsx': book.subarray(0, book.length - 30) })).failure?.code, 'IMPORT_ARCHIVE_BROKEN');
  assert.equal((await importTable(town.air, { 'bomb.xlsx': workbook('台账', [['站点'], ['河东']], 0x7fffffff) })).failure?.code, 'IMPORT_ARCHIVE_BOMB');
});
