import { useId, useState, type ReactNode } from 'react';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';

type WithReasonProps = { readonly title: string; readonly label: string; readonly confirm: string; readonly busy: boolean; readonly error: unknown; readonly close: () => void; readonly done: (reason: string) => void; readonly children: ReactNode };

/** Asks for the reason of something that is written into the audit log, and does it. Made anew each time it is shown. */
export function WithReason({ title, label, confirm, busy, error, close, done, children }: WithReasonProps): ReactNode {
  const [reason, say] = useState('');
  const id = useId();
  return (
    <Dialog title={title} open close={close} confirm={confirm} busy={busy || reason.trim().length < 2} done={() => done(reason.trim())}>
      <p>{children}</p>
      <div className="field"><label htmlFor={id}>{label}</label><textarea id={id} className="line-input" rows={3} maxLength={500} value={reason} onChange={(event) => say(event.target.value)} /></div>
      <ErrorBanner error={error} />
    </Dialog>
  );
}
