import { useRef, useState, type DragEvent } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { problemOf, ProblemError } from '../api/problem.ts';
import { upload, type StoredFile } from '../api/upload.ts';
import { bytes, percent } from '../format/number.ts';
import { Icon } from '../icons.tsx';
import { isLocal, keepBlob } from '../outbox/blobs.ts';
import { sayer } from '../words.ts';
import { useFileAddress } from './file-base.ts';
import { aria, type ControlProps, type Kind } from './kind.ts';
import { useDuring } from './under-way.ts';

const say = sayer(sharedWords);
type Sending = { readonly key: string; readonly name: string; readonly share: number };

/**
 * Uploads at once and keeps the ids. Without a network the file stays on the device under a name of its own
 * (`local:…`), and the outbox uploads it before the act that refers to it.
 */
function FilesControl(props: ControlProps) {
  const input = useRef<HTMLInputElement>(null);
  const during = useDuring();
  const [known, setKnown] = useState<readonly StoredFile[]>([]);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const [trouble, setTrouble] = useState('');
  const ids = useRef<readonly string[]>([]);
  ids.current = Array.isArray(props.value) ? (props.value as string[]) : [];
  const most = typeof props.field.schema['maxItems'] === 'number' ? props.field.schema['maxItems'] : 9;
  const accept = Array.isArray(props.field.schema['x-accept']) ? (props.field.schema['x-accept'] as string[]).join(',') : 'image/*,application/pdf';

  const keep = (file: StoredFile) => {
    setKnown((before) => [...before, file]);
    ids.current = [...ids.current, file.id];
    props.change(ids.current);
  };
  const take = async (file: File) => {
    const key = crypto.randomUUID();
    const told = (share: number) => setSending((before) => [...before.filter((each) => each.key !== key), { key, name: file.name, share }]);
    told(0);
    try {
      keep(await upload(file, told));
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 0) keep({ id: await keepBlob(file), name: file.name, type: file.type, size: file.size });
      else setTrouble(`${problemOf(error).title}：${problemOf(error).detail}`);
    } finally {
      setSending((before) => before.filter((each) => each.key !== key));
    }
  };
  const takeAll = (list: FileList | null) => {
    setTrouble('');
    const files = [...(list ?? [])];
    if (ids.current.length + files.length > most) return setTrouble(say('tooManyFiles', { count: most }));
    for (const file of files) void during(take(file));
  };
  const drop = (event: DragEvent) => { event.preventDefault(); takeAll(event.dataTransfer.files); };
  const removeFile = (id: string) => props.change(ids.current.filter((each) => each !== id));

  return (
    <div className="files-control" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label className="drop" htmlFor={props.id}><Icon name="camera" /><span className="for-finger">{say('uploadTake')}</span><span className="for-mouse">{say('uploadDrop')}</span></label>
      <input {...aria(props)} className="sr" ref={input} type="file" multiple={most > 1} accept={accept} onChange={(event) => { takeAll(event.target.files); event.target.value = ''; }} />
      {sending.map(({ key, name, share }) => <div key={key} className="sending"><span role="status">{say('uploading', { name, percent: percent(share, 0) })}</span><progress max={1} value={share} aria-label={name} /></div>)}
      {ids.current.length > 0 && (
        <ul className="kept-files">
          {ids.current.map((id) => {
            const file = known.find((each) => each.id === id);
            return <li key={id}><FileLink id={id} name={file?.name ?? id} />{file && <span className="quiet num">{bytes(file.size)}</span>}<button type="button" className="button icon-only" aria-label={say('uploadRemove', { name: file?.name ?? id })} onClick={() => removeFile(id)}><Icon name="close" /></button></li>;
          })}
        </ul>
      )}
      {trouble && <p role="alert" className="field-fault">{trouble}</p>}
    </div>
  );
}

/** A file one may open; one that still waits on this device is only named. */
export function FileLink({ id, name }: { id: string; name: string }) {
  const address = useFileAddress(id);
  return isLocal(id) ? <span>{name}</span> : <a href={address} target="_blank" rel="noreferrer"><Icon name="file" /> {name}</a>;
}

export const files: Kind = {
  Ask: FilesControl,
  show: (value) => <span className="kept-files">{(Array.isArray(value) ? value : []).map((id, at) => <FileLink key={String(id)} id={String(id)} name={`${at + 1}`} />)}</span>,
};
