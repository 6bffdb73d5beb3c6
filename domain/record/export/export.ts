import { Readable } from 'node:stream';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { blind, blindAll } from '#kernel/vault/vault.ts';
import { organName } from '#domain/subject/organs.ts';
import { refuse as refusePersonal } from '#domain/subject/personal/errors.ts';
import { may, mustMay, type Reader } from '#domain/subject/reader.ts';
import { ofOrgans } from '#domain/subject/seeks.ts';
import { columnsFor, getDataset, getVersion, versionAsked, type Dataset } from '../catalogue/dataset.ts';
import type { Column } from '../column.ts';
import { lakeOf } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { fromFiles, identifier, shown } from '../lake/sql.ts';
import { maskRow } from '../mask.ts';

/** An export: what is to leave, to whom, what for, and whether it may. */
export type Export = {
  readonly id: string; readonly datasetId: string; readonly datasetTitle: string; readonly version: number; readonly organ: string; readonly accountId: string; readonly receiver: string; readonly purpose: string;
  readonly columns: string[]; readonly unmasked: string[]; readonly high: boolean; readonly whyHigh: string | null; readonly mark: string; readonly state: 'asked' | 'approved' | 'refused';
  readonly decision: string | null; readonly until: Date | null; readonly downloads: number;
};
type By = { readonly reader: Reader; readonly traceId: string; readonly address: string | null };

const columns = '(select title from datasets d where d.id = exports.dataset_id) as "datasetTitle", id, dataset_id as "datasetId", version, organ, account_id as "accountId", receiver, purpose, columns, unmasked, high, why_high as "whyHigh", mark, state, decision, until, downloads';
const days = 7;
const markContext = 'export-mark';

/** Why an export needs approval; null when it does not. What nobody has graded counts as sensitive. */
export function whyHigh(dataset: Pick<Dataset, 'grade' | 'level'>, chosen: readonly Column[], unmasked: readonly string[]): string | null {
  if (dataset.grade === null || dataset.level === null) return '未分级（按敏感对待）';
  if (dataset.grade !== 'general') return dataset.grade === 'core' ? '核心数据' : '重要数据';
  if (dataset.level >= 3) return `一般数据 ${dataset.level} 级`;
  return chosen.some(({ name, class: of }) => unmasked.includes(name) && (of === 'personal' || of === 'sensitive')) ? '未遮盖的个人信息' : null;
}

/** Asks for an export. What is of no high grade is approved at once; everything else waits for the head of the owning organ. */
export async function askExport(tx: Db, house: House, by: By, asked: { datasetId: string; version?: number | undefined; columns?: readonly string[] | undefined; unmasked?: readonly string[] | undefined; purpose: string }): Promise<Export> {
  const { reader } = by;
  const dataset = await getDataset(tx, asked.datasetId, reader);
  mustMay(reader, 'dataset.read', { organ: dataset.organ, region: dataset.region });
  const version = await versionAsked(tx, dataset, asked.version);
  const all = columnsFor(dataset, version);
  const wanted = asked.columns ?? all.map(({ name }) => name);
  const strange = [...wanted, ...(asked.unmasked ?? [])].filter((name) => !all.some((column) => column.name === name));
  if (strange.length > 0) throw refuseCommon('INPUT_INVALID', { count: strange.length }, strange.map((name) => ({ pointer: '/columns', zh: `没有“${name}”这一列`, en: `There is no column “${name}”` })));
  const unmasked = (asked.unmasked ?? []).filter((name) => wanted.includes(name));
  const high = whyHigh(dataset, all.filter(({ name }) => wanted.includes(name)), unmasked);
  const id = newId();
  const mark = (await blind(house, tx, id, markContext)).toString('hex').slice(0, 12);
  const receiver = `${reader.name}（${reader.organ ? organName(house, reader.organ) : reader.username ?? ''}）`;
  const [made] = await tx<Export[]>`
    insert into exports (id, dataset_id, version, organ, account_id, receiver, purpose, columns, unmasked, high, why_high, mark, state, until)
    values (${id}, ${dataset.id}, ${version.number}, ${dataset.organ}, ${reader.accountId}, ${receiver}, ${asked.purpose}, ${[...wanted]}, ${[...unmasked]}, ${high !== null}, ${high}, ${mark}, ${high === null ? 'approved' : 'asked'}, ${high === null ? new Date(house.clock.now().getTime() + days * 86_400_000) : null})
    returning ${tx.unsafe(columns)}`;
  await audit(tx, { accountId: reader.accountId, traceId: by.traceId, address: by.address, act: 'export.ask', object: 'dataset', objectId: dataset.id, purpose: asked.purpose, fields: unmasked, detail: { export: id, high } });
  return made!;
}

/** The reader's own exports and those that wait for their decision, newest first. */
export const exportsFor = (db: Db, reader: Reader) => db<Export[]>`
  select ${db.unsafe(columns)} from exports where account_id = ${reader.accountId} or (state = 'asked' and ${ofOrgans(db, reader, 'export.decide')}) order by id desc limit 100`;

async function getExport(db: Db, id: string): Promise<Export> {
  const [found] = isId(id) ? await db<Export[]>`select ${db.unsafe(columns)} from exports where id = ${id}` : [];
  if (!found) throw refuseCommon('NOT_FOUND');
  return found;
}

/** The head of the owning organ approves for some days, or refuses with a reason. Nobody decides on their own request. */
export async function decideExport(tx: Db, house: House, by: By, id: string, decision: { approve: boolean; reason: string }): Promise<Export> {
  const asked = await getExport(tx, id);
  if (!may(by.reader, 'export.decide', { organ: asked.organ })) throw refuseCommon('NOT_FOUND');
  if (asked.accountId === by.reader.accountId) throw refusePersonal('EXPORT_OWN_APPROVAL');
  const [decided] = await tx<Export[]>`update exports set state = ${decision.approve ? 'approved' : 'refused'}, decided_by = ${by.reader.accountId}, decided_at = now(), decision = ${decision.reason}, until = ${decision.approve ? new Date(house.clock.now().getTime() + days * 86_400_000) : null}
    where id = ${id} and state = 'asked' returning ${tx.unsafe(columns)}`;
  if (!decided) throw refuseCommon('STALE');
  await audit(tx, { accountId: by.reader.accountId, traceId: by.traceId, address: by.address, act: 'export.decide', object: 'export', objectId: id, purpose: decision.reason, detail: { approved: decision.approve } });
  return decided;
}

/**
 * The file of an approved export, as a stream: a line that names the receiver, the rows, and in each row a mark that leads
 * back to them. Refuses (EXPORT_NEEDS_APPROVAL) without an approval in force.
 */
export async function exportFile(tx: Db, house: House, by: By, id: string): Promise<{ name: string; body: Readable }> {
  const asked = await getExport(tx, id);
  if (asked.accountId !== by.reader.accountId) throw refuseCommon('NOT_FOUND');
  const dataset = await getDataset(tx, asked.datasetId, by.reader);
  if (asked.state !== 'approved' || (asked.until !== null && asked.until < house.clock.now())) throw refusePersonal('EXPORT_NEEDS_APPROVAL', { title: dataset.title, grade: asked.whyHigh ?? '' });
  const version = await getVersion(tx, dataset.id, asked.version);
  await tx`update exports set downloads = downloads + 1 where id = ${id}`;
  await audit(tx, { accountId: by.reader.accountId, traceId: by.traceId, address: by.address, act: 'export.download', object: 'dataset', objectId: dataset.id, purpose: asked.purpose, fields: asked.unmasked, detail: { export: id, rows: version.rows } });
  const chosen = columnsFor(dataset, version).filter(({ name }) => asked.columns.includes(name));
  const sql = `select _row, ${chosen.map((column) => `${shown(column)} as ${identifier(column.name)}`).join(', ')} from ${fromFiles(pathsOf(lakeOf(house), version.parts))} order by _row`;
  const notice = `仅供 ${asked.receiver} 用于“${asked.purpose}”，${formatMoment(house.clock.now())} 导出，编号 ${id}，不得转发`;
  return { name: `${dataset.title}.csv`, body: Readable.from(lines(house, asked, chosen, sql, notice)) };
}

async function* lines(house: House, { id, mark, unmasked }: Export, chosen: readonly Column[], sql: string, notice: string): AsyncGenerator<string> {
  const whole = new Set(unmasked);
  yield `\uFEFF${cell(`# ${notice}`)}\n${[...chosen.map(({ name }) => cell(name)), 'mark'].join(',')}\n`;
  for await (const piece of lakeOf(house).pieces(sql)) {
    const marks = await blindAll(house, house.db, piece.map(([row]) => `${id}:${String(row)}`), markContext);
    yield piece.map(([row, ...values], at) => {
      const masked = maskRow(chosen, Object.fromEntries(chosen.map(({ name }, index) => [name, values[index] ?? null])), whole);
      return `${[...chosen.map(({ name }) => cell(masked[name])), `${mark}${marks[at]?.toString('hex').slice(0, 8) ?? String(row)}`].join(',')}\n`;
    }).join('');
  }
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** From a mark found in a leaked row to the export it came from; null when no export has it. */
export async function traceMark(db: Db, mark: string): Promise<Export | null> {
  const [found] = await db<Export[]>`select ${db.unsafe(columns)} from exports where mark = ${mark.trim().toLowerCase().slice(0, 12)}`;
  return found ?? null;
}
