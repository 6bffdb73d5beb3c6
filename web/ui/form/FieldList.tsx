import type { ReactNode } from 'react';
import { fieldsIn, type FormSchema, type FormValue } from './fields.ts';
import { kinds } from './kinds.ts';

/** What was filled in, as a list of names and values; fields left blank are left out. */
export const FieldList = ({ schema, value }: { schema: FormSchema; value: FormValue }): ReactNode => (
  <dl className="facts">
    {fieldsIn(schema).filter(({ name }) => value[name] !== undefined && value[name] !== null && value[name] !== '').map((field) => (
      <div key={field.name} className={field.kind === 'longText' ? 'wide' : undefined}><dt>{field.title}</dt><dd>{kinds[field.kind].show(value[field.name], field)}</dd></div>
    ))}
  </dl>
);
