import { useState, type ReactNode } from 'react';
import { peopleWords } from '../../words/people.ts';
import type { MaskedPerson } from '../../ui/api/people.ts';
import { useReveal } from '../../ui/api/reveal.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RegionName } from '../../ui/form/place-kinds.tsx';
import { sayer } from '../../ui/words.ts';
import { Reveal } from '../Reveal.tsx';
import { Mandates } from './Mandates.tsx';

const say = sayer(peopleWords);
const shown = ['name', 'idNumber', 'phone', 'address', 'born'] as const;

/** One person: masked until a purpose is given, with who acts for them. */
export function Person({ person }: { person: MaskedPerson }): ReactNode {
  const [seen, setSeen] = useState<Readonly<Record<string, unknown>>>({});
  const reveal = useReveal('persons', person.id);
  const reader = useSession().data?.reader;
  const masked = shown.filter((name) => person.masked.includes(name) && person[name] !== null && !(name in seen)).map((name) => ({ name, title: say(name) }));
  return (
    <article className="found-person">
      <h2>{String(seen['name'] ?? person.name)}</h2>
      <dl className="facts">
        {shown.slice(1).map((name) => <div key={name}><dt>{say(name)}</dt><dd className={name in seen ? undefined : 'masked'}>{String(seen[name] ?? person[name] ?? '—')}</dd></div>)}
        <div><dt>{say('sex')}</dt><dd>{person.sex}</dd></div>
        <div><dt>{say('region')}</dt><dd><RegionName code={person.region} /></dd></div>
      </dl>
      <Reveal masked={masked} reveal={reveal} show={(values) => setSeen((before) => ({ ...before, ...values }))} />
      {reader && holds(reader, 'mandate.register') && <Mandates person={person} />}
    </article>
  );
}
