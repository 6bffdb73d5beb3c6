import { useState, type ReactNode } from 'react';
import { peopleWords } from '../../words/people.ts';
import { useFindPersons, type MaskedPerson, type Wanted } from '../../ui/api/people.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import type { FormSchema } from '../../ui/form/fields.ts';
import { Empty } from '../../ui/parts/Empty.tsx';
import { sayer } from '../../ui/words.ts';
import { Person } from './Person.tsx';
import './people.css';

const say = sayer(peopleWords);
const schema: FormSchema = {
  properties: {
    by: { title: say('by'), 'x-kind': 'choice', 'x-labels': { idNumber: say('by_idNumber'), name: say('by_name'), phone: say('by_phone') } },
    q: { title: say('what'), 'x-kind': 'text', minLength: 2, maxLength: 60 },
  },
  required: ['by', 'q'],
};

/** A clerk finds whoever stands before them: exactly, masked, on record. What is looked for never stands in an address. */
export function PeoplePage(): ReactNode {
  const find = useFindPersons();
  return (
    <section>
      <PageHead title={say('people')}>{say('peopleIdea')}</PageHead>
      <div className="page-body">
        <div className="people-form"><FieldsForm name="people" schema={schema} start={{ by: 'idNumber' }} error={find.error} busy={find.isPending} submitWords={say('find')} submit={(given) => find.mutate(given as Wanted)} /></div>
        {find.data && <Found key={find.submittedAt} persons={find.data} />}
      </div>
    </section>
  );
}

function Found({ persons }: { persons: readonly MaskedPerson[] }): ReactNode {
  const [chosen, choose] = useState(persons.length === 1 ? persons[0] : undefined);
  if (persons.length === 0) return <Empty title={say('none')}>{say('noneWhy')}</Empty>;
  return (
    <>
      {persons.length > 1 && <ul className="persons">{persons.map((person) => <li key={person.id}><button type="button" aria-pressed={person === chosen} onClick={() => choose(person)}><b>{person.name}</b> <span className="masked">{person.idNumber}</span> {person.phone} {person.address}</button></li>)}</ul>}
      {chosen && <Person key={chosen.id} person={chosen} />}
    </>
  );
}
