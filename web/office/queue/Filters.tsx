import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useMatterTypes } from '../../ui/api/matters.ts';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';

const say = sayer(officeWords);

/** Narrows the list; what is chosen stands in the address, so that it can be kept and sent. */
export function Filters(): ReactNode {
  const [search, change] = useSearch();
  const types = useMatterTypes();
  const options = (types.data ?? []).map(({ key, title }) => ({ value: key, label: title }));
  return (
    <>
      <NamedSelect name={say('type')} className="filter-type" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={say('filterType')} value={search.get('type')} options={options} onChange={(type: string | undefined) => change({ type: type ?? null })} />
      {search.get('queue') === 'all' && <NamedSelect name={say('state')} className="filter-open" value={search.get('open') ?? ''} options={[{ value: '', label: say('filterAny') }, { value: 'true', label: say('filterOpen') }, { value: 'false', label: say('filterEnded') }]} onChange={(open: string) => change({ open })} />}
    </>
  );
}
