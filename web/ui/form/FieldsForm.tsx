import { useState, type FormEvent, type ReactNode } from 'react';
import type { Field } from '#kernel/schema/fields.ts';
import { sharedWords } from '../../words/shared.ts';
import { problemOf } from '../api/problem.ts';
import { ErrorBanner } from '../parts/ErrorBanner.tsx';
import { sayer } from '../words.ts';
import { controlId, fieldsIn, filled, missing, nameIn, type FormSchema, type FormValue } from './fields.ts';
import { kinds } from './kinds.ts';
import { useUnderWay, WaitsForControls } from './under-way.ts';

const say = sayer(sharedWords);

type FormProps = {
  /** Unique on the page; ids of controls begin with it. */
  readonly name: string;
  readonly schema: FormSchema;
  readonly start?: FormValue;
  readonly error?: unknown;
  readonly busy?: boolean;
  readonly submitWords: string;
  readonly submit: (value: Record<string, unknown>) => void;
  readonly cancel?: () => void;
  /** Names of fields that do not apply to what is filled in so far: they are neither asked for nor sent. */
  readonly idle?: (value: FormValue) => readonly string[];
  /** Said of fields that may be left blank, when it is not simply “optional”. */
  readonly optionalWords?: string;
  /** Controls of the caller's own before the button. */
  readonly children?: ReactNode;
};

/** A whole form from a declaration: every field with label, hint and fault; faults of the server stand at their fields. */
export function FieldsForm({ name, schema, start = {}, error, busy = false, submitWords, submit, cancel, idle, optionalWords, children }: FormProps): ReactNode {
  const [value, setValue] = useState<FormValue>(start);
  const left = idle?.(value) ?? [];
  const fields = fieldsIn(schema).filter((field) => !left.includes(field.name));
  const [blank, setBlank] = useState<readonly string[]>([]);
  const { waits, during } = useUnderWay();
  const faults = faultsOf(fields, blank, error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const open = missing(fields, value);
    setBlank(open.map((field) => field.name));
    if (open[0]) document.getElementById(controlId(name, open[0].name))?.focus();
    else submit(filled(Object.fromEntries(Object.entries(value).filter(([given]) => !left.includes(given)))));
  };
  const fieldId = (pointer: string) => (fields.some((field) => field.name === nameIn(pointer)) ? controlId(name, nameIn(pointer)) : null);
  return (
    <form className="fields-form" onSubmit={send} noValidate>
      <ErrorBanner error={error} fieldId={fieldId} focus />
      <WaitsForControls value={during}>
        {fields.map((field) => <FieldRow key={field.name} form={name} field={field} value={value[field.name]} fault={faults.get(field.name)} optionalWords={optionalWords} change={(next) => setValue((before) => ({ ...before, [field.name]: next }))} />)}
        {children}
      </WaitsForControls>
      <div className="form-acts">
        <button type="submit" className="button primary" disabled={busy || waits} aria-busy={busy || waits}>{submitWords}</button>
        {cancel && <button type="button" className="button plain" onClick={cancel}>{say('cancel')}</button>}
      </div>
    </form>
  );
}

function faultsOf(fields: readonly Field[], blank: readonly string[], error: unknown): Map<string, string> {
  const faults = new Map<string, string>();
  for (const field of fields) if (blank.includes(field.name)) faults.set(field.name, say(kinds[field.kind].group ? 'choose' : 'fillIn', { title: field.title }));
  if (error) for (const { pointer, message } of problemOf(error).errors ?? []) faults.set(nameIn(pointer), message);
  return faults;
}

type RowProps = { readonly form: string; readonly field: Field; readonly value: unknown; readonly fault: string | undefined; readonly optionalWords?: string | undefined; readonly change: (value: unknown) => void };

/** One field: its name, whether it may be left out, its help, its control, its fault. */
export function FieldRow({ form, field, value, fault, optionalWords, change }: RowProps): ReactNode {
  const { Ask, group } = kinds[field.kind];
  const id = controlId(form, field.name);
  const described = [field.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const title = <>{field.title}{!field.required && <span className="quiet optional">{optionalWords ?? say('optional')}</span>}</>;
  const rest = (
    <>
      {field.hint && <p className="field-hint" id={`${id}-hint`}>{field.hint}</p>}
      <Ask field={field} id={id} value={value} change={change} invalid={fault !== undefined} describedBy={described} />
      {fault && <p className="field-fault" id={`${id}-fault`}>{fault}</p>}
    </>
  );
  if (group) return <fieldset className="field" aria-describedby={described} aria-invalid={fault ? true : undefined}><legend>{title}</legend>{rest}</fieldset>;
  return <div className="field"><label htmlFor={id}>{title}</label>{rest}</div>;
}
