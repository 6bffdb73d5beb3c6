import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House, Job } from '#kernel/house.ts';
import { eraseFiles } from '#kernel/files/remove.ts';
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

/** Another process goes on with this import: this one stops without a word. */
class TakenOver extends Error {}

/**
 * The job: reads the file line by line, seals and writes some thousand rows in a transaction, and remembers the last line with them.
 * While rows are being written the next ones are read. A killed import goes on after the last line that is safely in; when it has
 * ended, the original goes: it lies there unsealed.
 */
export async function importRegistry({ importId }: { importId: string }, house: House, { stopping = () => false }: { stopping?: () => boolean } = {}): Promise<void> {
  const { db } = house;
  const [wanted] = await db<{ kind: ImportKind; file_id: string; line: number }[]>`update registry_imports set state = 'running', started_at = coalesce(started_at, now()) where id = ${importId} and state in ('waiting', 'running') returning kind, file_id, line`;
  if (!wanted) return;
  const file = await findFile(db, wanted.file_id);
  const { tree } = await placesOf(house);
  const today = dayOf(house.clock.now());
  const regions = new Set(tree.all.filter(({ validTo }) => validTo === null).map(({ code }) => code));
  const fail = (why: string) => db`update registry_imports set state = 'failed', failure = ${why}, ended_at = now() where id = ${importId}`;
  if (!file) return void (await fail('找不到上传的文件'));
  await db`update registry_imports set bytes_total = ${file.size} where id = ${importId}`;
  const counter = { bytes: 0 };
  const records = readCsv(counted(await house.files.get(file.sha256), counter));
  const head = await records.next();
  const at = new Map(Object.entries(headings[wanted.kind]).map(([field, names]) => [field, head.done ? -1 : head.value.cells.findIndex((title) => names.includes(title.trim()))]));
  const missing = needed[wanted.kind].filter((field) => (at.get(field) ?? -1) < 0);
  if (missing.length > 0) return void (await fail(`表头缺少：${missing.map((field) => headings[wanted.kind][field]?.[0]).join('、')}`));
  const work = { house, importId, counter, after: wanted.line };
  const loader = wanted.kind === 'persons'
    ? loading(work, personFrom(regions, today), (tx, rows) => savePersons(tx, house, rows, { update: true }))
    : loading(work, enterpriseFrom(regions, today), (tx, rows) => saveEnterprises(tx, rows));
  try {
    for await (const { line, cells } of records) {
      if (line > wanted.line) await loader.take(line, (field) => cells[at.get(field) ?? -1]?.trim() ?? '');
      if (line % chunk === 0 && stopping()) throw new Error('The program is being stopped; the import goes on when it starts again.');
    }
    await loader.end();
  } catch (error) {
    await loader.settled();
    if (error instanceof TakenOver) return;
    throw error;
  }
  await db.begin(async (tx) => {
    await tx`update registry_imports set state = 'ended', ended_at = now(), bytes_done = bytes_total where id = ${importId}`;
    await eraseFiles(tx, [wanted.file_id]);
  });
}

/** As the runner of jobs calls it: a load of hours lets the program stop, and goes on when it starts again. */
export const importJob: Job = (payload: { importId: string }, house, { abortSignal }) => importRegistry(payload, house, { stopping: () => abortSignal.aborted });

async function* counted(bytes: AsyncIterable<Uint8Array>, counter: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    counter.bytes += piece.length;
    yield piece;
  }
}

/** One import under work: `after` is the last line that is in. */
type Work = { readonly house: House; readonly importId: string; readonly counter: { readonly bytes: number }; after: number };
type Batch<T> = { readonly rows: Map<string, T>; readonly refusals: { line: number; field: string; reason: string }[]; readonly wrong: Set<number>; read: number; last: number };

function loading<T>(work: Work, from: Take<T>, save: (tx: Db, rows: T[]) => Promise<unknown>) {
  const empty = (): Batch<T> => ({ rows: new Map(), refusals: [], wrong: new Set(), read: 0, last: 0 });
  let batch = empty();
  /** The batch that is being written; there is never more than one. */
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (full: Batch<T>, bytes: number) => {
    await work.house.db.begin(async (tx) => {
      // Taken first: of two processes at one import the second finds the line moved on, and writes nothing.
      const mine = await tx`update registry_imports set line = ${full.last}, read = read + ${full.read}, accepted = accepted + ${full.read - full.wrong.size}, refused = refused + ${full.wrong.size}, bytes_done = ${bytes} where id = ${work.importId} and state = 'running' and line = ${work.after} returning 1`;
      if (mine.length === 0) throw new TakenOver();
      await save(tx, [...full.rows.values()]);
      if (full.refusals.length > 0) await tx`insert into registry_refusals (import_id, line, field, reason) select ${work.importId}, line, field, reason from jsonb_to_recordset(${tx.json(full.refusals)}::jsonb) as row(line bigint, field text, reason text) on conflict do nothing`;
    });
    work.after = full.last;
  };
  const flush = async () => {
    await writing;
    if (batch.read === 0) return;
    writing = write(batch, work.counter.bytes);
    // Whoever comes next hears of a failure; until then it is nobody's unhandled rejection.
    writing.catch(() => undefined);
    batch = empty();
  };
  const take = async (line: number, cell: (field: string) => string) => {
    const taken = from(cell);
    const faults = 'refused' in taken ? taken.refused : batch.rows.has(taken.key) ? [{ field: '号码', reason: '与前面一行重复' }] : [];
    if (faults.length > 0) {
      batch.wrong.add(line);
      batch.refusals.push(...faults.map((fault) => ({ line, ...fault })));
    } else if ('value' in taken) batch.rows.set(taken.key, taken.value);
    batch.read++;
    batch.last = line;
    if (batch.read >= chunk) await flush();
  };
  const end = async () => {
    await flush();
    await writing;
  };
  return { take, end, settled: () => writing.then(() => undefined, () => undefined) };
}
