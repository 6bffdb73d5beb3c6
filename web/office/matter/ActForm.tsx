import { useState, type FormEvent, type ReactNode } from 'react';
import type { Field } from '#kernel/schema/fields.ts';
import { officeWords } from '../../words/office.ts';
import type { Doing, MatterFile } from '../../ui/api/matters.ts';
import { FieldRow } from '../../ui/form/FieldsForm.tsx';
import { controlId, fieldsIn, filled, missing, nameIn, type FormValue } from '../../ui/form/fields.ts';
import { useUnderWay, WaitsForControls } from '../../ui/form/under-way.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { sharedWords } from '../../words/shared.ts';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);
const form = 'act';

type Given = Omit<Doing, 'act'>;
type ActFormProps = { readonly act: MatterFile['acts'][number]; readonly busy: boolean; readonly error: unknown; readonly submit: (given: Given) => void };

/** What one act asks for: its own small form, a reason, a photo or position from the spot. */
export function ActForm({ act, busy, error, submit }: ActFormProps): ReactNode {
  const asked = fieldsIn(act.asks);
  const extras = extrasOf(act);
  const fields = [...asked, ...extras];
  const [value, setValue] = useState<FormValue>({});
  const [blank, setBlank] = useState<readonly string[]>([]);
  const { waits, during } = useUnderWay();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const open = missing(fields, value).map(({ name }) => name);
    setBlank(open);
    if (open[0]) document.getElementById(controlId(form, open[0]))?.focus();
    else submit(givenFrom(value, asked));
  };
  const faultOf = (field: Field): string | undefined => {
    if (blank.includes(field.name)) return field.name === 'reason' ? say('reasonMissing') : sayShared('fillIn', { title: field.title });
    return error ? problemOf(error).errors?.find(({ pointer }) => nameIn(pointer) === field.name)?.message : undefined;
  };
  return (
    <form className="act-form fields-form" onSubmit={send} noValidate aria-label={act.title}>
      <ErrorBanner error={error} focus fieldId={(pointer) => (fields.some(({ name }) => name === nameIn(pointer)) ? controlId(form, nameIn(pointer)) : null)} />
      <WaitsForControls value={during}>
        {fields.map((field) => <FieldRow key={field.name} form={form} field={field} value={value[field.name]} fault={faultOf(field)} change={(next) => setValue((before) => ({ ...before, [field.name]: next }))} />)}
      </WaitsForControls>
      <button type="submit" className="button primary" disabled={busy || waits} aria-busy={busy || waits}>{act.title}</button>
    </form>
  );
}

/** Reason and evidence are asked with every other field, drawn by the same renderer. */
function extrasOf({ reason, needs }: MatterFile['acts'][number]): Field[] {
  const field = (name: string, kind: Field['kind'], title: string, required: boolean, schema: Record<string, unknown> = {}, hint?: string): Field => ({ name, kind, title, required, labels: {}, schema: schema as Field['schema'], ...(hint ? { hint } : {}) });
  return [
    ...(reason ? [field('reason', 'longText', say('reason'), reason === 'needed', { maxLength: 4000 }, say('reasonHint'))] : []),
    ...(needs.includes('position') ? [field('position', 'point', say('position'), true)] : []),
    ...(needs.includes('photo') ? [field('files', 'files', say('photos'), true, { 'x-accept': ['image/*'], maxItems: 9 })] : needs.includes('paper') ? [field('files', 'files', say('evidence'), true, { maxItems: 9 })] : reason ? [field('files', 'files', say('evidence'), false, { maxItems: 9 })] : []),
  ];
}

function givenFrom(value: FormValue, asked: readonly Field[]): Given {
  const { reason, position, files } = value as { reason?: string; position?: [number, number]; files?: string[] };
  const names = new Set(asked.map(({ name }) => name));
  const data = filled(Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name))));
  return { ...(reason?.trim() ? { reason: reason.trim() } : {}), ...(position ? { position } : {}), ...(files?.length ? { files } : {}), ...(asked.length > 0 ? { data } : {}) };
}
