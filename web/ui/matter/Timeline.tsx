import { useState, type ReactNode } from 'react';
import type { TimelineLine } from '../api/matters.ts';
import { useFileAddress } from '../form/file-base.ts';
import { FileLink } from '../form/files-kind.tsx';
import './timeline.css';
import { OrganName } from '../parts/OrganName.tsx';
import { Moment } from '../parts/Moment.tsx';

/** Every act: who, when, why, with what evidence. A line of the net, one node an act, newest first. */
export const Timeline = ({ lines }: { lines: readonly TimelineLine[] }): ReactNode => (
  <ol className="timeline">
    {lines.toReversed().map(({ id, title, actor, organName, reason, files, data, at }) => (
      <li key={id}>
        <p><span className="strong">{title}</span> <Moment at={at} /></p>
        <p className="quiet">{actor}{organName && ` · ${organName}`}</p>
        {reason && <p className="reason">{reason}</p>}
        {said(data).map((text) => <p key={text} className="reason"><OrganName organ={text} /></p>)}
        {files.length > 0 && <p className="evidence">{files.map((file, at) => <Evidence key={file} id={file} name={`${title} ${at + 1}`} />)}</p>}
      </li>
    ))}
  </ol>
);

/** What was filled in with the act, as far as it is words or numbers. */
const said = (data: Readonly<Record<string, unknown>>): string[] => Object.entries(data).filter(([name, value]) => name !== 'position' && (typeof value === 'string' || typeof value === 'number')).map(([, value]) => String(value));

/** A photo as a small picture; what is no picture becomes a link. Only the file itself tells which it is. */
function Evidence({ id, name }: { id: string; name: string }): ReactNode {
  const [isPicture, setPicture] = useState(true);
  const address = useFileAddress(id);
  if (!isPicture) return <FileLink id={id} name={name} />;
  return <a className="photo" href={address} target="_blank" rel="noreferrer"><img src={address} alt={name} loading="lazy" onError={() => setPicture(false)} /></a>;
}
