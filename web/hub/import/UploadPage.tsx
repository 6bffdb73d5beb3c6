import { useMutation } from '@tanstack/react-query';
import { useState, type DragEvent, type FormEvent, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { sharedWords } from '../../words/shared.ts';
import { create } from '../../ui/api/client.ts';
import { useSession } from '../../ui/api/session.ts';
import { upload } from '../../ui/api/upload.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { bytes, percent } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { navigate, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDataset, type Import } from '../api.ts';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);

/** Hands a table in: files, a name, and where it belongs. The rest is found out by reading it. */
export function UploadPage(): ReactNode {
  const [search] = useSearch();
  const datasetId = search.get('dataset');
  const organ = useSession().data?.reader.organ ?? undefined;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [title, setTitle] = useState('');
  const [mode, setMode] = useState<'replace' | 'append'>('replace');
  const [sent, setSent] = useState<Readonly<Record<string, number>>>({});
  const start = useMutation({
    mutationFn: async () => {
      const stored = [];
      for (const file of files) stored.push(await upload(file, (share) => setSent((before) => ({ ...before, [file.name]: share }))));
      return create<Import>('/api/v1/imports', { fileIds: stored.map(({ id }) => id), ...(datasetId ? { datasetId, mode } : { title: title.trim() || nameOf(files), organ }) });
    },
    onSuccess: ({ id }) => navigate(`/hub/imports/${id}`),
  });
  const take = (list: FileList | null) => setFiles((before) => [...before, ...(list ?? [])]);
  const drop = (event: DragEvent) => { event.preventDefault(); take(event.dataTransfer.files); };
  const send = (event: FormEvent) => { event.preventDefault(); start.mutate(); };
  return (
    <section>
      <PageHead title={say('upload')}>{say('uploadIdea')}</PageHead>
      <form className="page-body reading fields-form" onSubmit={send}>
        <ErrorBanner error={start.error} focus />
        <div className="field files-control" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <label className="drop" htmlFor="table-files"><Icon name="upload" />{say('chooseFiles')}</label>
          <input id="table-files" className="sr" type="file" multiple accept=".csv,.txt,.tsv,.gz,.xlsx" aria-describedby="table-files-hint" onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
          <p className="field-hint" id="table-files-hint">{say('chooseFilesHint')}</p>
          <ul className="kept-files">
            {files.map((file) => (
              <li key={file.name}>
                <Icon name="table" /> {file.name} <span className="quiet num">{bytes(file.size)}</span>
                {start.isPending ? <span role="status" className="num">{percent(sent[file.name] ?? 0, 0)}</span> : <button type="button" className="button icon-only" aria-label={sayShared('uploadRemove', { name: file.name })} onClick={() => setFiles(files.filter((each) => each !== file))}><Icon name="close" /></button>}
              </li>
            ))}
          </ul>
          {start.isPending && <progress aria-label={say('sendingFiles')} max={files.length} value={Object.values(sent).reduce((sum, share) => sum + share, 0)} />}
        </div>
        {datasetId ? <Into id={datasetId} mode={mode} choose={setMode} /> : (
          <div className="field"><label htmlFor="table-title">{say('tableTitle')}</label><p className="field-hint" id="table-title-hint">{say('tableTitleHint')}</p><input id="table-title" className="line-input" aria-describedby="table-title-hint" maxLength={100} value={title} placeholder={nameOf(files)} onChange={(event) => setTitle(event.target.value)} /></div>
        )}
        <div className="form-acts"><button type="submit" className="button primary" disabled={files.length === 0 || start.isPending}>{say('startImport')}</button></div>
      </form>
    </section>
  );
}

function Into({ id, mode, choose }: { id: string; mode: 'replace' | 'append'; choose: (mode: 'replace' | 'append') => void }): ReactNode {
  const dataset = useDataset(id).data?.value;
  return (
    <fieldset className="field">
      <legend>{say('intoDataset')} <span className="strong">{dataset?.title}</span></legend>
      <div className="radios">{(['replace', 'append'] as const).map((each) => <label key={each}><input type="radio" name="mode" checked={mode === each} onChange={() => choose(each)} /> {say(each === 'replace' ? 'modeReplace' : 'modeAppend')}</label>)}</div>
    </fieldset>
  );
}

/** The name of the first file without its ending: a fair first name for the data. */
const nameOf = (files: readonly File[]): string => files[0]?.name.replace(/(\.(csv|txt|tsv|xlsx|gz))+$/i, '') ?? '';
