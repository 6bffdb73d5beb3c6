import { useEffect, useId, useRef, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';
import './dialog.css';

const say = sayer(sharedWords);

type DialogProps = { readonly title: string; readonly open: boolean; readonly close: () => void; readonly confirm: string; readonly busy?: boolean; readonly done: () => void; readonly children: ReactNode };

/** Asks before something that cannot be taken back. The browser's own dialog: it holds the focus, Escape closes it. */
export function Dialog({ title, open, close, confirm, busy = false, done, children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="ask" aria-labelledby={titleId} onClose={close}>
      <h2 id={titleId}>{title}</h2>
      <div>{children}</div>
      <p className="form-acts"><button type="button" className="button primary" disabled={busy} onClick={done}>{confirm}</button><button type="button" className="button" onClick={close}>{say('cancel')}</button></p>
    </dialog>
  );
}
