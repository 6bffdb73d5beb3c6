import { useState, type ReactNode } from 'react';
import type { ColumnType } from '#domain/record/column.ts';
import { hubWords } from '../../words/hub.ts';
import { sayer } from '../../ui/words.ts';
import type { VersionColumn } from '../api.ts';
import { typeNames } from './ColumnsTable.tsx';
import { kindNames, type Step, type StepKind } from './steps.ts';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';

const say = sayer(hubWords);

/** What has been told about a step so far, all of it text. */
type Told = Readonly<Partial<Record<'column' | 'to' | 'type' | 'words' | 'factor' | 'offset' | 'separator' | 'table' | 'year' | 'month' | 'day' | 'hour', string>>> & { readonly columns?: readonly string[] };
type Part = keyof Told;

/** What each kind of step asks for, in the order it is asked. */
const asked: Record<StepKind, readonly Part[]> = { rename: ['column', 'to'], drop: ['columns'], missing: ['columns', 'words'], convert: ['column', 'type'], scale: ['column', 'factor', 'offset'], lookup: ['column', 'table'], moment: ['year', 'month', 'day', 'hour', 'to'], join: ['columns', 'separator', 'to'] };
const labels: Record<Part, string> = { column: say('column'), columns: say('column'), to: say('toName'), type: say('typeOf'), words: say('emptyWords'), factor: say('factor'), offset: say('offset'), separator: say('separator'), table: say('lookupTable'), year: say('partYear'), month: say('partMonth'), day: say('partDay'), hour: say('partHour') };
const optional: ReadonlySet<Part> = new Set(['offset', 'separator', 'hour']);

/** A step of one's own: choose what, tell what it needs. */
export function AddStep({ columns, add }: { columns: readonly VersionColumn[]; add: (step: Step) => void }): ReactNode {
  const [kind, setKind] = useState<StepKind | null>(null);
  const [told, setTold] = useState<Told>({});
  const names = columns.map(({ name }) => ({ value: name, label: name }));
  const complete = kind !== null && asked[kind].every((part) => optional.has(part) || (told[part]?.length ?? 0) > 0);
  const done = () => {
    if (kind) add(stepFrom(kind, told));
    setKind(null);
    setTold({});
  };
  return (
    <div className="add-step">
      <NamedSelect name={say('stepKind')} placeholder={say('addStep')} value={kind} options={Object.entries(kindNames).map(([value, label]) => ({ value, label }))} onChange={(next: StepKind) => { setKind(next); setTold({}); }} />
      {kind && asked[kind].map((part) => <Ask key={part} part={part} told={told} names={names} put={(value) => setTold({ ...told, [part]: value })} />)}
      {kind && <button type="button" className="button" disabled={!complete} onClick={done}>{say('addStep')}</button>}
    </div>
  );
}

type AskProps = { readonly part: Part; readonly told: Told; readonly names: { value: string; label: string }[]; readonly put: (value: string | string[]) => void };

function Ask({ part, told, names, put }: AskProps): ReactNode {
  const label = labels[part];
  switch (part) {
    case 'columns': return <NamedSelect mode="multiple" name={label} placeholder={label} value={[...(told.columns ?? [])]} options={names} onChange={put} />;
    case 'column': case 'year': case 'month': case 'day': case 'hour': return <NamedSelect showSearch name={label} placeholder={label} value={told[part] ?? null} options={names} onChange={(value: string | null) => put(value ?? '')} />;
    case 'type': return <NamedSelect name={label} placeholder={label} value={told.type ?? null} options={Object.entries(typeNames).map(([value, name]) => ({ value, label: name }))} onChange={(value: string | null) => put(value ?? '')} />;
    case 'table': return <textarea className="line-input" rows={3} aria-label={label} placeholder={label} value={told.table ?? ''} onChange={(event) => put(event.target.value)} />;
    default: return <input className="line-input" aria-label={label} placeholder={label} inputMode={part === 'factor' || part === 'offset' ? 'decimal' : 'text'} value={told[part] ?? ''} onChange={(event) => put(event.target.value)} />;
  }
}

/** The step as the API takes it. */
function stepFrom(kind: StepKind, told: Told): Step {
  const { column = '', columns = [], to = '', words = '', factor = '1', offset = '', separator = '', table = '', year = '', month = '', day = '', hour } = told;
  switch (kind) {
    case 'rename': return { kind, column, to };
    case 'drop': return { kind, columns };
    case 'missing': return { kind, columns, words: words.split(/[、，,;；\s]+/).filter(Boolean) };
    case 'convert': return { kind, column, type: (told.type ?? 'text') as ColumnType, onFault: 'empty' };
    case 'scale': return { kind, column, factor: Number(factor), ...(offset ? { offset: Number(offset) } : {}) };
    case 'lookup': return { kind, column, otherwise: 'keep', table: Object.fromEntries(table.split('\n').map((line) => line.split(/[=＝]/).map((each) => each.trim())).filter(([from, into]) => from && into) as [string, string][]) };
    case 'moment': return { kind, year, month, day, ...(hour ? { hour } : {}), to, onFault: 'empty' };
    case 'join': return { kind, columns, separator, to };
    default: return kind satisfies never;
  }
}
