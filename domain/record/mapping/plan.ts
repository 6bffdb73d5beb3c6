import type { FieldFault } from '#kernel/errors/refusal.ts';
import { hidden } from '../mask.ts';
import { usualMask, type ColumnType, type VersionColumn } from '../column.ts';
import { columnNames } from '../import/header.ts';
import { identifier, isThere, literal, numeral, readAs, textOf, valueOf } from '../lake/sql.ts';
import { proposeClass } from '../profile/meaning.ts';
import { stepNeeds, type Step } from './step.ts';

/** Steps made ready: the columns that come out, and a relation that has them, `_fault` (why a row goes aside), and per step `_c<n>` and `_f<n>`: whether it changed the row, whether it met a fault in it. */
export type Plan = { readonly columns: readonly VersionColumn[]; readonly relation: string; readonly renamed: ReadonlyMap<string, string> };

/** What a step does to the table: expressions that replace columns or are added, columns that go, and what is at fault. */
type Work = { readonly replace?: Readonly<Record<string, string>>; readonly add?: Readonly<Record<string, string>>; readonly drop?: readonly string[]; readonly rename?: Readonly<Record<string, string>>; readonly faulty?: string; readonly words?: string; readonly aside?: boolean; readonly changed: string; readonly columns: readonly VersionColumn[] };

/** Makes steps ready for a table. Answers every fault, or the plan when there is none. */
export function planSteps(steps: readonly Step[], from: string, columns: readonly VersionColumn[]): { plan: Plan; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const renamed = new Map<string, string>();
  let state = columns;
  let relation = `(select *, null::varchar as _fault from ${from})`;
  for (const [index, step] of steps.entries()) {
    const found = faultsIn(step, state).map((fault) => ({ ...fault, pointer: `/steps/${index}${fault.pointer}` }));
    faults.push(...found);
    if (found.length > 0) continue;
    const work = workOf(step, state);
    relation = layered(relation, work, index);
    state = work.columns;
    if (step.kind === 'rename') renamed.set(originOf(renamed, step.column), step.to);
  }
  if (state.length === 0) faults.push({ pointer: '/steps', zh: '没有列留下', en: 'no column is left' });
  return { plan: { columns: state, relation, renamed }, faults };
}

const originOf = (renamed: ReadonlyMap<string, string>, name: string) => [...renamed].find(([, to]) => to === name)?.[0] ?? name;

function layered(from: string, work: Work, index: number): string {
  const pairs = (given: Readonly<Record<string, string>> = {}) => Object.entries(given).map(([name, sql]) => `${sql} as ${identifier(name)}`);
  const replaced = [...pairs(work.replace), ...(work.aside && work.faulty ? [`coalesce(_fault, case when ${work.faulty} then ${work.words} end) as _fault`] : [])];
  const star = [
    '*',
    ...(work.drop?.length ? [`exclude (${work.drop.map(identifier).join(', ')})`] : []),
    ...(replaced.length > 0 ? [`replace (${replaced.join(', ')})`] : []),
    ...(work.rename ? [`rename (${Object.entries(work.rename).map(([name, to]) => `${identifier(name)} as ${identifier(to)}`).join(', ')})`] : []),
  ].join(' ');
  return `(select ${[star, ...pairs(work.add), `coalesce(${work.changed}, false) as _c${index}`, `coalesce(${work.faulty ?? 'false'}, false) as _f${index}`].join(', ')} from ${from})`;
}

function faultsIn(step: Step, columns: readonly VersionColumn[]): FieldFault[] {
  const at = (pointer: string, zh: string, en: string): FieldFault => ({ pointer, zh, en });
  const untold = stepNeeds[step.kind].filter((need) => !(need in step));
  if (untold.length > 0) return untold.map((need) => at(`/${need}`, '这种步骤需要填写这一项', 'this kind of step needs it'));
  const spoken = step.kind === 'moment' ? [step.year, step.month, step.day, step.hour, step.minute].filter((each) => each !== undefined) : 'columns' in step ? step.columns : [step.column];
  const missing = spoken.filter((name) => !columns.some((column) => column.name === name));
  if (missing.length > 0) return [at('', `没有列“${missing.join('、')}”`, `there is no column “${missing.join(', ')}”`)];
  const added = 'to' in step ? step.to : undefined;
  if (added !== undefined && columnNames([added]).names[0] !== added) return [at('/to', `“${added}”不能作列名`, `“${added}” cannot be the name of a column`)];
  if (added !== undefined && columns.some((column) => column.name.toLowerCase() === added.toLowerCase() && !(step.kind === 'rename' && column.name === step.column))) return [at('/to', `已有列“${added}”`, `there is already a column “${added}”`)];
  return [];
}

const find = (columns: readonly VersionColumn[], name: string) => columns.find((column) => column.name === name)!;
const changedTo = (columns: readonly VersionColumn[], name: string, to: Partial<VersionColumn>) => columns.map((column) => (column.name === name ? { ...column, ...to } : column));
const made = (name: string, type: ColumnType): VersionColumn => ({ name, title: name, type, ...proposeClass(name, type), kept: 'value' });
/** The words of a fault: column and value, as the refused row shows them; of personal columns not the value. */
const wordsOf = (column: VersionColumn) => (column.class === 'personal' || column.class === 'sensitive' ? literal(`${column.name}：${hidden}`) : `${literal(`${column.name}：`)} || ${identifier(column.name)}::varchar`);

function workOf(step: Step, columns: readonly VersionColumn[]): Work {
  switch (step.kind) {
    case 'rename': return { changed: 'false', rename: { [step.column]: step.to }, columns: changedTo(columns, step.column, { name: step.to, title: find(columns, step.column).title === step.column ? step.to : find(columns, step.column).title }) };
    case 'drop': return { changed: 'false', drop: step.columns, columns: columns.filter((column) => !step.columns.includes(column.name)) };
    case 'missing': {
      const words = step.words.map((word) => literal(word.trim())).join(', ');
      const is = (name: string) => `trim(${identifier(name)}::varchar) in (${words})`;
      return { replace: Object.fromEntries(step.columns.map((name) => [name, `case when not coalesce(${is(name)}, false) then ${identifier(name)} end`])), changed: step.columns.map(is).join(' or '), columns };
    }
    case 'convert': return converted(find(columns, step.column), step, columns);
    case 'scale': {
      const column = find(columns, step.column);
      const value = `${valueAs(column, 'number')} * ${numeral(step.factor)} + ${numeral(step.offset ?? 0)}`;
      return { replace: { [column.name]: value }, changed: `${identifier(column.name)} is not null`, columns: changedTo(columns, column.name, { type: 'number', kept: 'value', ...(step.unit ? { unit: step.unit } : {}) }) };
    }
    case 'lookup': return lookedUp(find(columns, step.column), step, columns);
    case 'moment': return merged(step, columns);
    case 'join': {
      const texts = step.columns.map((name) => `nullif(trim(${identifier(name)}::varchar), '')`);
      return { add: { [step.to]: `nullif(concat_ws(${literal(step.separator ?? '')}, ${texts.join(', ')}), '')` }, changed: 'true', columns: [...columns, made(step.to, 'text')] };
    }
  }
}

const valueAs = (column: VersionColumn, type: ColumnType): string => (column.kept === 'value' ? readAs(type, `${identifier(column.name)}::varchar`) : valueOf({ ...column, type }));

function converted(column: VersionColumn, { type, onFault = 'empty' }: Extract<Step, { kind: 'convert' }>, columns: readonly VersionColumn[]): Work {
  const value = column.kept === 'value' && column.type === type ? identifier(column.name) : valueAs(column, type);
  const there = isThere({ ...column, type: column.kept === 'value' ? column.type : type });
  const masks = column.type === type ? {} : { mask: usualMask(type, column.class) };
  // A number written otherwise (4 and 4.0) is not changed by becoming one; what is emptied is, and so is a text that is trimmed.
  const changed = type === 'text' || type === 'code' ? `${identifier(column.name)}::varchar is distinct from (${value})::varchar` : `coalesce(${identifier(column.name)}::varchar, '') <> '' and (${value}) is null`;
  return { replace: { [column.name]: value }, faulty: `${there} and (${value}) is null`, words: wordsOf(column), aside: onFault === 'refuse', changed, columns: changedTo(columns, column.name, { type, kept: 'value', ...masks }) };
}

function lookedUp(column: VersionColumn, { table, to, otherwise = 'keep' }: Extract<Step, { kind: 'lookup' }>, columns: readonly VersionColumn[]): Work {
  const entries = Object.entries(table);
  const text = column.kept === 'value' ? `${identifier(column.name)}::varchar` : textOf(column);
  const map = `map([${entries.map(([from]) => literal(from)).join(', ')}], [${entries.map(([, value]) => literal(value)).join(', ')}])`;
  const found = `${map}[${text}]`;
  const value = otherwise === 'keep' ? `coalesce(${found}, ${text})` : found;
  const fault = { faulty: `(${text}) is not null and ${found} is null`, words: wordsOf(column), aside: otherwise === 'refuse' };
  return to === undefined
    ? { replace: { [column.name]: value }, ...fault, changed: `${found} is distinct from ${text} and ${found} is not null`, columns: changedTo(columns, column.name, { type: 'code', kept: 'value' }) }
    : { add: { [to]: value }, ...fault, changed: `${found} is not null`, columns: [...columns, made(to, 'code')] };
}

/** Year, month, day and perhaps time of day, each in a column of its own → one day or moment in China's time. A day that does not exist is a fault. */
function merged(step: Extract<Step, { kind: 'moment' }>, columns: readonly VersionColumn[]): Work {
  const part = (name: string | undefined) => (name === undefined ? '0' : valueAs(find(columns, name), 'integer'));
  const [year, month, day] = [step.year, step.month, step.day].map(part) as [string, string, string];
  const clock = step.hour === undefined ? null : `lpad((${part(step.hour)})::varchar, 2, '0') || ':' || lpad((${part(step.minute)})::varchar, 2, '0') || ':00'`;
  const text = `(${year})::varchar || '-' || lpad((${month})::varchar, 2, '0') || '-' || lpad((${day})::varchar, 2, '0')`;
  const value = clock === null ? `try_strptime(${text}, '%Y-%m-%d')::date` : `try_strptime(${text} || ' ' || ${clock}, '%Y-%m-%d %H:%M:%S')::timestamptz`;
  const words = `${literal(`${step.to}：`)} || concat_ws('-', ${[step.year, step.month, step.day, step.hour].filter((each) => each !== undefined).map((name) => `${identifier(name)}::varchar`).join(', ')})`;
  return { add: { [step.to]: value }, faulty: `(${value}) is null`, words, aside: step.onFault === 'refuse', changed: `(${value}) is not null`, columns: [...columns, made(step.to, clock === null ? 'date' : 'time')] };
}
