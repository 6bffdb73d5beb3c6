import type { ReactNode } from 'react';
import type { TimelineLine } from '../api/matters.ts';
import { FileLink } from '../form/files-kind.tsx';
import { Moment } from '../parts/Moment.tsx';

/** Every act: who, when, why, with what evidence. A line of the net, one node an act, newest first. */
export const Timeline = ({ lines }: { lines: readonly TimelineLine[] }): ReactNode => (
  <ol className="timeline">
    {lines.toReversed().map(({ id, title, actor, organName, reason, files, data, at }) => (
      <li key={id}>
        <p><span className="strong">{title}</span> <Moment at={at} /></p>
        <p className="quiet">{actor}{organName && ` · ${organName}`}</p>
        {reason && <p className="reason">{reason}</p>}
        {said(data).map((text) => <p key={text} className="reason">{text}</p>)}
        {files.length > 0 && <p className="evidence">{files.map((file) => <Evidence key={file} id={file} />)}</p>}
      </li>
    ))}
  </ol>
);

/** What was filled in with the act, as far as it is words or numbers. */
const said = (data: Readonly<Record<string, unknown>>): string[] => Object.entries(data).filter(([name, value]) => name !== 'position' && (typeof value === 'string' || typeof value === 'number')).map(([, value]) => String(value));

/** A photo as a small picture; anything else as a link. Whether it is one, only the file itself tells. */
const Evidence = ({ id }: { id: string }): ReactNode => <a className="photo" href={`/api/v1/files/${id}`} target="_blank" rel="noreferrer"><object data={`/api/v1/files/${id}`} aria-label={id}><FileLink id={id} name={id.slice(-6)} /></object></a>;
