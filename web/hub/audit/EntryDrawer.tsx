import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { auditActWords, auditObjectWords } from '../../words/audit-acts.ts';
import { auditWords } from '../../words/audit.ts';
import { read } from '../../ui/api/client.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer, wordFor } from '../../ui/words.ts';
import type { Proven } from './shapes.ts';

const say = sayer(auditWords);

/** One entry in full, and how its place in the log is proven. */
export function EntryDrawer({ id, close }: { id: string | null; close: () => void }): ReactNode {
  const proven = useQuery({ queryKey: ['audit', 'entry', id], queryFn: ({ signal }) => read<Proven>(`/api/v1/audit/entries/${id ?? ''}`, {}, signal), enabled: id !== null, staleTime: Infinity });
  return <Drawer open={id !== null} mask={false} onClose={close} title={say('entry')} size="min(38rem, 100vw)" closable={{ 'aria-label': say('close') }}>{id !== null && <Answer query={proven}>{(found) => <Shown {...found} />}</Answer>}</Drawer>;
}

function Shown({ entry, called, at, accountName, username, place, proof }: Proven): ReactNode {
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('time'), <Moment key="at" at={at} />], [say('who'), accountName ? `${accountName}（${username ?? ''}）` : say('system')], [say('did'), <span key="act">{called ?? wordFor(auditActWords, entry.act)} <code className="quiet">{entry.act}</code></span>], [say('what'), `${wordFor(auditObjectWords, entry.object)} ${entry.objectId ?? ''}`],
    [say('purpose'), entry.purpose ?? '—'], [say('fields'), entry.fields.join('、') || '—'], [say('subjects'), entry.subjects.length], [say('copy'), entry.address ?? '—'], [say('trace'), <a key="trace" className="num" href={`/command/trace/${entry.traceId}`}>{entry.traceId}</a>],
  ];
  return (
    <div className="audit-entry">
      <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <h3>{say('proof')}</h3>
      {place === null ? <p>{say('notSealed')}</p> : (
        <dl className="facts">
          <div><dt>{say('place')}</dt><dd className="num">{place.seq}</dd></div>
          <div><dt>{say('block')}</dt><dd><span className="num">{place.block.height}</span> · <Moment at={place.block.at} /></dd></div>
          <div className="wide"><dt>{say('leaf')}</dt><dd><code>{place.leaf}</code></dd></div>
        </dl>
      )}
      {place !== null && (proof ? <p className="even">{say('proven', { count: proof.path.length })}<Moment at={proof.anchor.at} /></p> : <p>{say('notAnchored')}</p>)}
      {proof && <ol className="path">{proof.path.map((hash) => <li key={hash}><code>{hash}</code></li>)}</ol>}
      <h3>{say('content')}</h3>
      <pre className="code">{JSON.stringify(entry, null, 2)}</pre>
    </div>
  );
}
