import type { ReactNode } from 'react';
import type { Field } from '#kernel/schema/fields.ts';

/** What a control is given. `id`, `describedBy` and `invalid` tie it to its label, hint and fault. */
export type ControlProps = {
  readonly field: Field;
  readonly id: string;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
};

/** How officials fill in and see one kind of field. */
export type Kind = {
  readonly Ask: (props: ControlProps) => ReactNode;
  readonly show: (value: unknown, field: Field) => ReactNode;
  /** Several controls under one name: drawn as a fieldset with a legend, not as a label. */
  readonly group?: boolean;
};

/** The ARIA attributes every control carries. */
export const aria = ({ id, describedBy, invalid, field }: ControlProps) => ({
  id,
  'aria-invalid': invalid || undefined,
  'aria-describedby': describedBy,
  'aria-required': field.required || undefined,
});
