import type { RefSelectProps } from 'antd';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { sayer } from '../../ui/words.ts';
import { likeness } from './work.ts';

const say = sayer(planWords);

type OrganSelectProps = {
  readonly label: string;
  /** The names the document uses: organs that share characters with them stand first. */
  readonly named: readonly string[];
  readonly value: string | null;
  readonly change: (organ: string | null) => void;
  /** Opens and takes the focus each time it grows: one has come to this row to fill it in. */
  readonly opens?: number;
  readonly done?: () => void;
  readonly needed?: boolean;
  readonly describedBy?: string;
};

/** One organ of the city, found by any part of its name; the likeliest first. */
export function OrganSelect({ label, named, value, change, opens = 0, done, needed = false, describedBy }: OrganSelectProps): ReactNode {
  const options = useOrganOptions(named);
  const [isOpen, open] = useState(false);
  const field = useRef<RefSelectProps>(null);
  useEffect(() => {
    if (opens === 0) return;
    field.current?.focus();
    open(value === null);
  }, [opens]); // oxlint-disable-line react-hooks/exhaustive-deps -- only when one comes to the row
  return (
    <NamedSelect
      ref={field} className="organ-select" name={label} aria-describedby={describedBy} size="small" allowClear={!needed && value !== null} status={needed ? 'error' : ''} placeholder={say('leadChoose')} popupMatchSelectWidth={320}
      showSearch={{ optionFilterProp: 'label' }} value={value ?? undefined} options={options} open={isOpen} onOpenChange={open}
      onChange={(organ: string | undefined) => { change(organ ?? null); done?.(); }}
      onInputKeyDown={(event) => { if (event.key === 'Escape' && !isOpen) done?.(); }}
    />
  );
}

/** Several organs. */
export function OrgansSelect({ label, named, value, change, describedBy }: { label: string; named: readonly string[]; value: readonly string[]; change: (organs: string[]) => void; describedBy?: string }): ReactNode {
  return <NamedSelect mode="multiple" className="organs-select" name={label} aria-describedby={describedBy} placeholder={say('jointNone')} popupMatchSelectWidth={320} showSearch={{ optionFilterProp: 'label' }} value={[...value]} options={useOrganOptions(named)} onChange={change} />;
}

function useOrganOptions(named: readonly string[]) {
  const organs = useOrgans().data;
  const names = named.join('\n');
  return useMemo(() => (organs ?? [])
    .map(({ key, title }) => ({ value: key, label: title, like: Math.max(0, ...names.split('\n').map((name) => likeness(name, title))) }))
    .toSorted((a, b) => b.like - a.like)
    .map(({ value, label }) => ({ value, label })), [organs, names]);
}
