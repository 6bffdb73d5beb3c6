import { useMutation } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { sharedWords } from '../../words/shared.ts';
import { bytes, fullNumber, percent } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { importPlan, type HandedIn } from './plans.ts';

const say = sayer(planWords);
const sayShared = sayer(sharedWords);

/** What can be read; the server looks at the content, here only the name is looked at. */
const accepted = '.docx,.txt,.html,.htm,.md,.markdown';
const largest = 10 * 1024 * 1024;
const longest = 400_000;

/** A document for import: a file or pasted text, with its limits said before anything is sent. `dropped` is what it begins with. */
export function ImportPanel({ dropped, close }: { dropped: File | null; close: (() => void) | undefined }): ReactNode {
  const [file, setFile] = useState(dropped);
  const [text, setText] = useState('');
  const [share, setShare] = useState(0);
  const importing = useMutation({ mutationFn: importPlan, onSuccess: ({ id }) => navigate(`/office/plans/${id}`) });
  const fault = file ? faultOf(file) : text.length > longest ? say('importTooLong') : null;
  const isReady = fault === null && (file !== null || text.trim() !== '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    setShare(0);
    importing.mutate(given(file, text, setShare));
  };
  const take = (next: File | null) => { setFile(next); importing.reset(); };
  return (
    <form className="import-panel" onSubmit={send} aria-label={say('import')}>
      <ErrorBanner error={importing.error} focus />
      <div className="import-ways">
        <div className="field files-control">
          <span id="plan-file-title">{say('importFile')}</span>
          <label className="drop" htmlFor="plan-file"><Icon name={file ? 'file' : 'upload'} />{file ? `${file.name} · ${bytes(file.size)}` : say('importDrop')}</label>
          <input key={file?.name ?? ''} id="plan-file" className="sr" type="file" accept={accepted} aria-labelledby="plan-file-title" aria-describedby="plan-limits" onChange={(event) => take(event.target.files?.[0] ?? null)} />
          {file && <button type="button" className="button plain" onClick={() => take(null)}>{say('importRemove')}</button>}
          <p className="field-hint" id="plan-limits">{say('importLimits')}</p>
        </div>
        <div className="field">
          <label htmlFor="plan-text">{say('importPaste')}</label>
          <textarea id="plan-text" className="line-input" rows={5} disabled={file !== null} value={text} aria-describedby="plan-text-hint" onChange={(event) => { setText(event.target.value); importing.reset(); }} />
          <p className="field-hint" id="plan-text-hint">{text.length > 0 ? say('importPasted', { count: fullNumber(text.length) }) : say('importPasteHint')}</p>
        </div>
      </div>
      {fault && <p className="field-fault" role="alert">{fault}</p>}
      <div className="form-acts">
        <button type="submit" className="button primary" disabled={!isReady || importing.isPending}>{say('importStart')}</button>
        {close && <button type="button" className="button plain" onClick={close}>{sayShared('cancel')}</button>}
        {importing.isPending && <Working share={file ? share : 1} />}
      </div>
    </form>
  );
}

const given = (file: File | null, text: string, told: (share: number) => void): HandedIn => (file ? { file, told } : { text });

function faultOf({ name, size }: File): string | null {
  if (!accepted.split(',').some((ending) => name.toLowerCase().endsWith(ending))) return say('importWrongType', { name });
  return size > largest ? say('importTooLarge', { name, size: bytes(size) }) : null;
}

/** First how much has been sent, then that it is being read. */
function Working({ share }: { share: number }): ReactNode {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  if (share < 1) return <span className="working"><progress value={share} aria-label={say('importFile')} /><span role="status">{say('uploading', { percent: percent(share, 0) })}</span></span>;
  return <span className="working"><progress aria-label={say('importing')} /><span role="status">{seconds < 3 ? say('importing') : say('importingLong', { seconds })}</span></span>;
}
