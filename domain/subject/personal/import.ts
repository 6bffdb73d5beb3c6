import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { findFile } from '#kernel/files/table.ts';
import { dayOf, isDay, type Day } from '#kernel/time/day.ts';
import { placesOf } from '#domain/place/places.ts';
import { checkCitizenId } from '../identifiers/citizen-id.ts';
import { checkPhone } from '../identifiers/phone.ts';
import { reasonWords } from '../identifiers/reasons.ts';
import { checkUscc } from '../identifiers/uscc.ts';
import { savePersons, type NewPerson } from '../persons.ts';
import { saveEnterprises, type NewEnterprise } from './enterprises-table.ts';
import { readCsv } from './read-csv.ts';

export type ImportKind = 'persons' | 'enterprises';
type Refused = { readonly field: string; readonly reason: string };
type Take<T> = (cell: (field: string) => string) => { readonly value: T; readonly key: string } | { readonly refused: readonly Refused[] };

/** What each registry asks of a table: its fields under the headings they may have. */
export const headings: Readonly<Record<ImportKind, Readonly<Record<string, readonly string[]>>>> = {
  persons: { name: ['姓名', 'name'], idNumber: ['公民身份号码', '身份证号', 'idNumber'], phone: ['手机号码', '联系电话', 'phone'], address: ['住址', 'address'], region: ['行政区划代码', 'region'] },
  enterprises: { name: ['名称', 'name'], uscc: ['统一社会信用代码', 'uscc'], kind: ['类型', 'kind'], industry: ['行业', 'industry'], address: ['地址', '住所', 'address'], region: ['行政区划代码', 'region'], founded: ['成立日期', 'founded'], state: ['状态', 'state'] },
};
const needed: Readonly<Record<ImportKind, readonly string[]>> = { persons: ['name', 'idNumber', 'region'], enterprises: ['name', 'uscc', 'region', 'founded'] };
const chunk = 2000;
const longest = 200;

function personFrom(regions: ReadonlySet<string>, today: Day): Take<NewPerson> {
  return (cell) => {
    const refused: Refused[] = [];
    const id = checkCitizenId(cell('idNumber'), today);
    if (!id.ok) refused.push({ field: '公民身份号码', reason: reasonWords[id.reason].zh });
    const phone = cell('phone') === '' ? null : checkPhone(cell('phone'));
    if (phone !== null && !phone.ok) refused.push({ field: '手机号码', reason: reasonWords[phone.reason].zh });
    if (cell('name') === '' || cell('name').length > 60) refused.push({ field: '姓名', reason: cell('name') === '' ? '没有填写' : '超过 60 个字' });
    if (cell('address').length > longest) refused.push({ field: '住址', reason: `超过 ${longest} 个字` });
    if (!regions.has(cell('region'))) refused.push({ field: '行政区划代码', reason: '不是本市现行的 12 位区划代码' });
    if (!id.ok || refused.length > 0) return { refused };
    return { key: id.value, value: { id: newId(), name: cell('name'), idNumber: id.value, phone: phone?.ok ? phone.value : null, address: cell('address') || null, sex: id.sex === 'male' ? '男' : '女', born: id.bornOn, region: cell('region') } };
  };
}

function enterpriseFrom(regions: ReadonlySet<string>, today: Day): Take<NewEnterprise> {
  return (cell) => {
    const refused: Refused[] = [];
    const code = checkUscc(cell('uscc'));
    if (!code.ok) refused.push({ field: '统一社会信用代码', reason: reasonWords[code.reason].zh });
    if (cell('name') === '' || cell('name').length > longest) refused.push({ field: '名称', reason: cell('name') === '' ? '没有填写' : `超过 ${longest} 个字` });
    if (!regions.has(cell('region'))) refused.push({ field: '行政区划代码', reason: '不是本市现行的 12 位区划代码' });
    if (!isDay(cell('founded')) || cell('founded') > today) refused.push({ field: '成立日期', reason: '应为今天以前的日期，如 2020-03-12' });
    if (!code.ok || refused.length > 0) return { refused };
    return { key: code.value, value: { id: newId(), name: cell('name'), uscc: code.value, kind: cell('kind') || '企业', industry: cell('industry') || null, address: cell('address') || null, region: cell('region'), founded: cell('founded'), state: cell('state') || '存续' } };
  };
}

/** The job: reads the file line by line, seals and writes some thousand rows in a transaction, and remembers the last line with them. */
export async function importRegistry({ importId }: { importId: string }, house: House): Promise<void> {
  const { db } = house;
  const [wanted] = await db<{ kind: ImportKind; file_id: string; line: number }[]>`update registry_imports set state = 'running', started_at = coalesce(started_at, now()) where id = ${importId} and state in ('waiting', 'running') returning kind, file_id, line`;
  if (!wanted) return;
  const file = await findFile(db, wanted.file_id);
  const { tree } = await placesOf(house);
  const today = dayOf(house.clock.now());
  const regions = new Set(tree.all.filter(({ validTo }) => validTo === null).map(({ code }) => code));
  const fail = (why: string) => db`update registry_imports set state = 'failed', failure = ${why}, ended_at = now() where id = ${importId}`;
  if (!file) return void (await fail('找不到上传的文件'));
  const records = readCsv(await house.files.get(file.sha256));
  const head = await records.next();
  const at = new Map(Object.entries(headings[wanted.kind]).map(([field, names]) => [field, head.done ? -1 : head.value.cells.findIndex((title) => names.includes(title.trim()))]));
  const missing = needed[wanted.kind].filter((field) => (at.get(field) ?? -1) < 0);
  if (missing.length > 0) return void (await fail(`表头缺少：${missing.map((field) => headings[wanted.kind][field]?.[0]).join('、')}`));
  const loader = wanted.kind === 'persons'
    ? loading(house, importId, personFrom(regions, today), (tx, rows) => savePersons(tx, house, rows, { update: true }))
    : loading(house, importId, enterpriseFrom(regions, today), (tx, rows) => saveEnterprises(tx, rows));
  for await (const { line, cells } of records) if (line > wanted.line) await loader.take(line, (field) => cells[at.get(field) ?? -1]?.trim() ?? '');
  await loader.flush();
  await db`update registry_imports set state = 'ended', ended_at = now() where id = ${importId}`;
}

function loading<T>(house: House, importId: string, from: Take<T>, save: (tx: Db, rows: T[]) => Promise<unknown>) {
  let rows = new Map<string, T>();
  let refusals: { line: number; field: string; reason: string }[] = [];
  let [read, last] = [0, 0];
  let wrong = new Set<number>();
  const flush = async () => {
    if (read === 0) return;
    await house.db.begin(async (tx) => {
      await save(tx, [...rows.values()]);
      if (refusals.length > 0) await tx`insert into registry_refusals (import_id, line, field, reason) select ${importId}, line, field, reason from jsonb_to_recordset(${tx.json(refusals)}::jsonb) as row(line bigint, field text, reason text) on conflict do nothing`;
      await tx`update registry_imports set line = ${last}, read = read + ${read}, accepted = accepted + ${read - wrong.size}, refused = refused + ${wrong.size} where id = ${importId}`;
    });
    [rows, refusals, read, wrong] = [new Map(), [], 0, new Set()];
  };
  const take = async (line: number, cell: (field: string) => string) => {
    const taken = from(cell);
    const faults = 'refused' in taken ? taken.refused : rows.has(taken.key) ? [{ field: '号码', reason: '与前面一行重复' }] : [];
    if (faults.length > 0) {
      wrong.add(line);
      refusals.push(...faults.map((fault) => ({ line, ...fault })));
    } else if ('value' in taken) rows.set(taken.key, taken.value);
    read++;
    last = line;
    if (read >= chunk) await flush();
  };
  return { take, flush };
}
