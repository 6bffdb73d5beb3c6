import type { ReactNode } from 'react';
import type { FieldKind } from '#kernel/schema/fields.ts';
import { fieldsIn, filled, type FormSchema, type FormValue } from './fields.ts';
import { kinds } from './kinds.ts';

/** What was filled in, as a list of names and values; fields left blank are left out, and kinds that are shown elsewhere. */
export const FieldList = ({ schema, value, without = [] }: { schema: FormSchema; value: FormValue; without?: readonly FieldKind[] }): ReactNode => (
  <dl className="facts">
    {fieldsIn(schema).filter(({ name, kind }) => !without.includes(kind) && name in filled(value)).map((field) => (
      <div key={field.name} className={field.kind === 'longText' ? 'wide' : undefined}><dt>{field.title}</dt><dd>{kinds[field.kind].show(value[field.name], field)}</dd></div>
    ))}
  </dl>
);
