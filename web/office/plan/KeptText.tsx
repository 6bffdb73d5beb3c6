import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';

type KeptTextProps = { readonly label: string; readonly value: string; readonly maxLength: number; readonly save: (value: string) => void; readonly done: () => void; readonly many?: boolean; readonly mayBeEmpty?: boolean };

/** A text that is stored when one leaves it. Enter stores it (in long texts with Ctrl), Escape brings back what was there. */
export function KeptText({ label, value, maxLength, save, done, many = false, mayBeEmpty = many }: KeptTextProps): ReactNode {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const keep = () => {
    const next = many ? draft : draft.replaceAll(/\s+/g, ' ').trim();
    if (next === value) return;
    if (next === '' && !mayBeEmpty) setDraft(value);
    else save(next);
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') setDraft(value);
    if (event.key !== 'Enter' || (many && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    keep();
    done();
  };
  return <textarea className="kept-text" aria-label={label} rows={1} maxLength={maxLength} value={draft} onChange={(event) => setDraft(event.target.value)} onBlur={keep} onKeyDown={onKey} />;
}
