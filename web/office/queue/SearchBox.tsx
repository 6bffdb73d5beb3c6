import { useRef, type FormEvent, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useShortcuts } from '../../ui/actions.tsx';
import { Icon } from '../../ui/icons.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);

/** One box for numbers, titles and addresses; `/` leads to it. */
export function SearchBox(): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  useShortcuts([{ key: 'search', name: say('searchLabel'), shortcut: '/', effect: () => box.current?.focus() }], undefined);
  const search = (event: FormEvent) => {
    event.preventDefault();
    const q = box.current?.value.trim() ?? '';
    if (q) navigate(`/office?${new URLSearchParams({ queue: 'all', q })}`);
  };
  return (
    <form role="search" className="search-box" onSubmit={search}>
      <Icon name="search" />
      <input ref={box} type="search" name="q" aria-label={say('searchLabel')} placeholder={say('searchMatters')} />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
