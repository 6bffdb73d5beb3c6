import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { personalHubWords } from '../../words/personal-hub.ts';
import { create } from '../../ui/api/client.ts';
import { upload } from '../../ui/api/upload.ts';
import { bytes } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { Load } from './shapes.ts';

const say = sayer(personalHubWords);
const kinds = ['persons', 'enterprises'] as const satisfies readonly Load['kind'][];

/** A file, the registry it belongs to, and the name of the batch. */
export function RegistryForm(): ReactNode {
  const [kind, choose] = useState<Load['kind']>('persons');
  const [file, take] = useState<File | null>(null);
  const [batch, call] = useState('');
  const [sent, tell] = useState(0);
  const start = useMutation({
    mutationFn: async (given: File) => create<Load>('/api/v1/registry-imports', { kind, fileId: (await upload(given, tell)).id, batch: batch.trim() }),
    onSuccess: ({ id }) => navigate(`/hub/registry/${id}`),
  });
  const send = (event: FormEvent) => { event.preventDefault(); if (file) start.mutate(file); };
  return (
    <form className="fields-form reading" onSubmit={send}>
      <ErrorBanner error={start.error} focus />
      <fieldset className="field"><legend>{say('registryKind')}</legend><div className="radios">{kinds.map((each) => <label key={each}><input type="radio" name="kind" checked={kind === each} onChange={() => choose(each)} /> {say(`registry_${each}`)}</label>)}</div></fieldset>
      <div className="field files-control">
        <label className="drop" htmlFor="registry-file"><Icon name="upload" />{file ? <>{file.name} <span className="quiet num">{bytes(file.size)}</span></> : say('registryFile')}</label>
        <input id="registry-file" className="sr" type="file" accept=".csv" aria-describedby="registry-file-hint" onChange={(event) => take(event.target.files?.[0] ?? null)} />
        <p className="field-hint" id="registry-file-hint">{say('registryFileHint')}</p>
        {start.isPending && <progress aria-label={say('sending')} max={1} value={sent} />}
      </div>
      <div className="field"><label htmlFor="registry-batch">{say('registryBatch')}</label><p className="field-hint" id="registry-batch-hint">{say('registryBatchHint')}</p><input id="registry-batch" className="line-input" aria-describedby="registry-batch-hint" maxLength={100} value={batch} onChange={(event) => call(event.target.value)} /></div>
      <div className="form-acts"><button type="submit" className="button primary" disabled={!file || batch.trim() === '' || start.isPending}>{say('registryStart')}</button></div>
    </form>
  );
}
