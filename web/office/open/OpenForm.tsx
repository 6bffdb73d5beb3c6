import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Field } from '#kernel/schema/fields.ts';
import { officeWords } from '../../words/office.ts';
import type { MatterTypeFull } from '../../ui/api/matters.ts';
import type { FormSchema, FormValue } from '../../ui/form/fields.ts';
import { FieldRow, FieldsForm } from '../../ui/form/FieldsForm.tsx';
import { sendOrKeep } from '../../ui/outbox/outbox.ts';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);
type Opened = { readonly id: string; readonly number: string };

/** The form of a new matter: its situation, what it asks, where it is, its materials. Works without a network. */
export function OpenForm({ type, opened }: { type: MatterTypeFull; opened: (said: string) => void }): ReactNode {
  const queries = useQueryClient();
  const [around, setAround] = useState<FormValue>({});
  const change = (name: string) => (value: unknown) => setAround((before) => ({ ...before, [name]: value }));
  const sending = useMutation({
    mutationFn: (form: Record<string, unknown>) => sendOrKeep<Opened>('/api/v1/matters', bodyOf(type, form, around), type.title),
    onSuccess: (sent) => {
      void queries.invalidateQueries({ queryKey: ['matter'] });
      if (sent.kept) opened(say('keptSaid'));
      else navigate(`/office/matters/${sent.answer.id}`);
    },
  });
  return (
    <FieldsForm name="open" schema={withoutSkipped(type.form, around)} error={sending.error} busy={sending.isPending} submitWords={say('createIt')} submit={(form) => sending.mutate(form)}>
      {type.questions.map(({ key, title, options }) => <FieldRow key={key} form="answer" field={fieldOf(key, 'choice', title, options)} value={around[`answer ${key}`]} fault={undefined} change={change(`answer ${key}`)} />)}
      {type.materials.map(({ key, title, needed }) => <FieldRow key={key} form="material" field={fieldOf(key, 'files', title, {}, needed)} value={around[`material ${key}`]} fault={undefined} change={change(`material ${key}`)} />)}
      <FieldRow form="open" field={fieldOf('point', 'point', say('position'))} value={around['point']} fault={undefined} change={change('point')} />
      <FieldRow form="open" field={fieldOf('address', 'text', say('address'))} value={around['address']} fault={undefined} change={change('address')} />
    </FieldsForm>
  );
}

const fieldOf = (name: string, kind: Field['kind'], title: string, labels: Readonly<Record<string, string>> = {}, required = false): Field => ({ name, kind, title, labels, required, schema: {} as Field['schema'] });

/** Fields may be limited to answers (`x-when`); those that do not apply are not asked. */
function withoutSkipped(form: FormSchema, around: FormValue): FormSchema {
  const applies = (property: Readonly<Record<string, unknown>>) => Object.entries((property['x-when'] as Record<string, readonly string[]> | undefined) ?? {}).every(([question, options]) => options.includes(String(around[`answer ${question}`] ?? '')));
  const properties = Object.fromEntries(Object.entries(form.properties ?? {}).filter(([, property]) => applies(property)));
  return { properties, required: (form.required ?? []).filter((name) => name in properties) };
}

function bodyOf(type: MatterTypeFull, form: Record<string, unknown>, around: FormValue) {
  const answers = Object.fromEntries(type.questions.flatMap(({ key }) => (around[`answer ${key}`] ? [[key, around[`answer ${key}`]]] : [])));
  const materials = Object.fromEntries(type.materials.flatMap(({ key }) => (around[`material ${key}`] ? [[key, { files: around[`material ${key}`] }]] : [])));
  return { type: type.key, form, answers, materials, ...(around['point'] ? { point: around['point'] } : {}), ...(around['address'] ? { address: around['address'] } : {}) };
}
