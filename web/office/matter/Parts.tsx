import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useAnswerPart, type MatterFile, type MatterPart } from '../../ui/api/matters.ts';
import { useSession } from '../../ui/api/session.ts';
import { Due } from '../../ui/parts/Due.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);

/** A joint review: each organ's opinion, and the form for one's own. */
export function Parts({ matter }: { matter: MatterFile }): ReactNode {
  const organ = useSession().data?.reader.organ;
  return (
    <section className="parts" aria-labelledby="parts-title">
      <h3 id="parts-title">{say('partsTitle')}</h3>
      <ul>
        {matter.parts.map((part) => (
          <li key={part.part}>
            <p><span className="strong">{part.title}</span> <Standing part={part} /></p>
            <p className="quiet">{part.organName}{part.answeredAt ? <> · <Moment at={part.answeredAt} /></> : part.dueAt && <> · <Due at={part.dueAt} /></>}</p>
            {part.opinion && <p>{part.opinion}</p>}
            {part.answer === null && part.organ === organ && !matter.endedAt && <PartForm matterId={matter.id} part={part} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Standing({ part }: { part: MatterPart }): ReactNode {
  if (part.answer === null) return <span className="tag active">{say('partWaiting')}</span>;
  return part.answer === 'agreed' ? <span className="tag done">{say('partAgreed')}</span> : <span className="tag">{say('partRefused')}</span>;
}

function PartForm({ matterId, part }: { matterId: string; part: MatterPart }): ReactNode {
  const answer = useAnswerPart(matterId);
  const [opinion, setOpinion] = useState('');
  const give = (choice: 'agreed' | 'refused') => answer.mutate({ part: part.part, answer: choice, opinion });
  return (
    <div className="part-form">
      <ErrorBanner error={answer.error} focus />
      <label htmlFor={`opinion-${part.part}`}>{say('partOpinion')}</label>
      <textarea id={`opinion-${part.part}`} className="line-input" rows={3} maxLength={4000} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
      <div className="form-acts">
        <button type="button" className="button primary" disabled={answer.isPending || !opinion.trim()} onClick={() => give('agreed')}>{say('partAgreed')}</button>
        <button type="button" className="button" disabled={answer.isPending || !opinion.trim()} onClick={() => give('refused')}>{say('partRefused')}</button>
      </div>
    </div>
  );
}
