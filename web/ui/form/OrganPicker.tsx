import type { ReactNode } from 'react';
import { organTitle, useOrgans } from '../api/directory.ts';
import { NamedSelect } from './NamedSelect.tsx';

/** One organ of the city out of all, found by its name. */
export function OrganPicker({ name, value, change }: { name: string; value: string | undefined; change: (organ: string) => void }): ReactNode {
  const organs = useOrgans().data ?? [];
  return <NamedSelect className="organ-picker" name={name} placeholder={name} {...(value === undefined ? {} : { value })} showSearch={{ optionFilterProp: 'label' }} onChange={change} options={organs.map(({ key }) => ({ value: key, label: organTitle(organs, key) }))} />;
}
