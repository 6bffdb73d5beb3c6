import { useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { useShortcuts } from '../actions.tsx';
import { Icon } from '../icons.tsx';
import { useSearch } from '../router.tsx';

/** Narrows the list of a page by words; they stand in the address as `q`. `/` leads to it. */
export function FilterBox({ label }: { label: string }): ReactNode {
  const [search, change] = useSearch();
  const box = useRef<HTMLInputElement>(null);
  const q = search.get('q') ?? '';
  useShortcuts([{ key: 'filter', name: label, shortcut: '/', effect: () => box.current?.focus() }], undefined);
  useEffect(() => { if (box.current) box.current.value = q; }, [q]);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    change({ q: box.current?.value.trim() || null });
  };
  return (
    <form role="search" className="search-box" onSubmit={apply}>
      <Icon name="search" />
      <input ref={box} type="search" aria-label={label} placeholder={label} defaultValue={q} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
