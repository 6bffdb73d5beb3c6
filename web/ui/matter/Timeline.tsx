import { useState, type ReactNode } from 'react';
import type { TimelineLine } from '../api/matters.ts';
import { useFileAddress } from '../form/file-base.ts';
import { fieldsIn, type FormSchema } from '../form/fields.ts';
import { FileLink } from '../form/files-kind.tsx';
import './timeline.css';
import { OrganName } from '../parts/OrganName.tsx';
import { Moment } from '../parts/Moment.tsx';

/** Every act: who, when, why, with what evidence. A line of the net, one node an act, newest first. */
export const Timeline = ({ lines, schema }: { lines: readonly TimelineLine[]; schema?: FormSchema }): ReactNode => (
  <ol className="timeline">
    {lines.toReversed().map(({ id, title, actor, organName, reason, files, data, at }) => (
      <li key={id}>
        <p><span className="strong">{title}</span> <Moment at={at} /></p>
        <p className="quiet">{actor}{organName && ` · ${organName}`}</p>
        {reason && <p className="reason">{reason}</p>}
        {said(data, schema).map(({ label, text }) => <p key={label + text} className="reason">{label && <span className="quiet">{label} </span>}<OrganName organ={text} /></p>)}
        {files.length > 0 && <p className="evidence">{files.map((file, at) => <Evidence key={file} id={file} name={`${title} ${at + 1}`} />)}</p>}
      </li>
    ))}
  </ol>
);

/** What was filled in with the act, as far as it is words or numbers; named where the form has the same field. */
function said(data: Readonly<Record<string, unknown>>, schema: FormSchema | undefined): { label: string; text: string }[] {
  const fields = fieldsIn(schema);
  return Object.entries(data).filter(([name, value]) => name !== 'position' && (typeof value === 'string' || typeof value === 'number')).map(([name, value]) => {
    const field = fields.find((each) => each.name === name);
    return { label: field?.title ?? '', text: `${field?.labels[String(value)] ?? String(value)}${field?.unit ?? ''}` };
  });
}

/** A photo as a small picture; what is no picture becomes a link. Only the file itself tells which it is. */
function Evidence({ id, name }: { id: string; name: string }): ReactNode {
  const [isPicture, setPicture] = useState(true);
  const address = useFileAddress(id);
  if (!isPicture) return <FileLink id={id} name={name} />;
  return <a className="photo" href={address} target="_blank" rel="noreferrer"><img src={address} alt={name} loading="lazy" onError={() => setPicture(false)} /></a>;
}
