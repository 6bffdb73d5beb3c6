import { useId, useState, type ReactNode } from 'react';
import { officeWords } from '../words/office.ts';
import type { useReveal } from '../ui/api/reveal.ts';
import { Icon } from '../ui/icons.tsx';
import { Dialog } from '../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../ui/parts/ErrorBanner.tsx';
import { sayer } from '../ui/words.ts';

const say = sayer(officeWords);
const bases = ['duty', 'request', 'consent', 'emergency'] as const;
const leastPurpose = 4;

/** How many fields are masked, and the way to see them: a purpose and a basis, which the person will read. */
export function Reveal({ masked, reveal, show }: { masked: readonly { readonly name: string; readonly title: string }[]; reveal: ReturnType<typeof useReveal>; show: (values: Record<string, unknown>) => void }): ReactNode {
  const [asking, ask] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [basis, setBasis] = useState<(typeof bases)[number]>('duty');
  const [hasTried, setTried] = useState(false);
  const ids = { purpose: useId(), why: useId() };
  if (masked.length === 0) return null;
  const titles = masked.map(({ title }) => title).join(say('listComma'));
  const isShort = purpose.trim().length < leastPurpose;
  const send = () => {
    setTried(true);
    if (isShort) document.getElementById(ids.purpose)?.focus();
    else reveal.mutate({ purpose: purpose.trim(), basis, fields: masked.map(({ name }) => name) }, { onSuccess: ({ values }) => { ask(false); show(values); } });
  };
  return (
    <>
      <p className="quiet masked-note"><Icon name="lock" /> {say('maskedFields', { count: masked.length })} <button type="button" className="button small" onClick={() => ask(true)}>{say('reveal')}</button></p>
      <Dialog title={say('revealTitle')} open={asking} close={() => ask(false)} confirm={say('reveal')} busy={reveal.isPending} done={send}>
        <p>{say('revealWhat', { titles })}</p>
        <ErrorBanner error={reveal.error} focus />
        <div className="field">
          <label htmlFor={ids.purpose}>{say('revealPurpose')}</label>
          <textarea id={ids.purpose} className="line-input" rows={2} maxLength={200} value={purpose} aria-invalid={hasTried && isShort} aria-describedby={ids.why} onChange={(event) => setPurpose(event.target.value)} />
          <p id={ids.why} className={hasTried && isShort ? 'fault' : 'quiet'}>{say('revealSeen')}</p>
        </div>
        <fieldset className="choices"><legend>{say('revealBasis')}</legend>{bases.map((each) => <label key={each}><input type="radio" name="basis" checked={basis === each} onChange={() => setBasis(each)} /> {say(`basis_${each}`)}</label>)}</fieldset>
      </Dialog>
    </>
  );
}
