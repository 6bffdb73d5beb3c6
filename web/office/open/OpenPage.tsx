import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useMatterType, useMatterTypes, type MatterTypeBrief } from '../../ui/api/matters.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { OpenForm } from './OpenForm.tsx';

const say = sayer(officeWords);

const kinds = { incident: say('kindIncident'), ticket: say('kindTicket'), task: say('kindTask'), service: say('kindService'), request: say('kindRequest'), review: say('kindReview') } as const;

/** Opens a matter from the office: what it is, then its form. */
export function OpenPage({ type }: { type?: string }): ReactNode {
  const types = useMatterTypes();
  return <Answer query={types}>{(all) => (type ? <One type={type} /> : <Choice types={all.filter(({ mayOpen }) => mayOpen)} />)}</Answer>;
}

function Choice({ types }: { types: readonly MatterTypeBrief[] }): ReactNode {
  const groups = Object.entries(kinds).map(([kind, title]) => ({ kind, title, ones: types.filter((type) => type.kind === kind) })).filter(({ ones }) => ones.length > 0);
  return (
    <section>
      <PageHead title={say('newMatter')}>{say('chooseTypeWhy')}</PageHead>
      <div className="page-body">
        {groups.length === 0 && <Empty title={say('emptyList')}>{say('chooseTypeWhy')}</Empty>}
        {groups.map(({ kind, title, ones }) => (
          <section key={kind}><h2 className="section-title">{title}</h2><ul className="choices">{ones.map(({ key, title: name }) => <li key={key}><Link to={`/office/new/${key}`}>{name}</Link></li>)}</ul></section>
        ))}
      </div>
    </section>
  );
}

function One({ type }: { type: string }): ReactNode {
  const full = useMatterType(type);
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Answer query={full}>
      {(known) => (
        <section>
          <PageHead title={known.title} back={{ to: '/office/new', title: say('chooseType') }} />
          <div className="page-body reading">{opened === null ? <OpenForm type={known} opened={setOpened} /> : <p className="banner done" role="status"><span>{opened}</span></p>}</div>
        </section>
      )}
    </Answer>
  );
}
