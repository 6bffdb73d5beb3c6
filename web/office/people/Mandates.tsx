import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { peopleWords } from '../../words/people.ts';
import { endMandate, registerMandate, useMandateChange, useMandates, type HeldMandate, type MaskedPerson } from '../../ui/api/people.ts';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import type { FormSchema, FormValue } from '../../ui/form/fields.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(peopleWords);
const schema: FormSchema = {
  properties: {
    kind: { title: say('kind'), 'x-kind': 'choice', 'x-labels': { guardian: say('kind_guardian'), agent: say('kind_agent') } },
    agentName: { title: say('agentName'), 'x-kind': 'text', minLength: 2, maxLength: 60 },
    agentIdNumber: { title: say('agentIdNumber'), 'x-kind': 'text', maxLength: 18 },
    untilDay: { title: say('untilDay'), 'x-kind': 'date' },
    evidence: { title: say('evidence'), 'x-kind': 'files', maxItems: 1 },
  },
  required: ['kind', 'agentName', 'agentIdNumber', 'untilDay', 'evidence'],
};
/** A guardian is one until somebody ends it; an agent has a last day. */
const idle = ({ kind }: FormValue): string[] => (kind === 'agent' ? [] : ['untilDay']);

/** Who may act for a person, and whom they act for: read, registered by papers, and ended. */
export function Mandates({ person }: { person: MaskedPerson }): ReactNode {
  const { message } = App.useApp();
  const [adding, add] = useState(false);
  const register = useMandateChange(person.id, registerMandate(person.id));
  const submit = ({ evidence, ...given }: Record<string, unknown>) =>
    register.mutate({ ...given, evidence: Array.isArray(evidence) ? evidence[0] : evidence }, { onSuccess: () => { add(false); void message.success(say('registered')); } });
  return (
    <section>
      <h3>{say('mandates')}</h3>
      <Answer query={useMandates(person.id)}>
        {(mandates) => (mandates.length === 0 ? <p className="quiet">{say('mandatesNone')}</p> : <ul className="mandates">{mandates.map((mandate) => <Line key={mandate.id} person={person} mandate={mandate} />)}</ul>)}
      </Answer>
      {adding ? (
        <div className="people-form">
          <p className="quiet">{say('registerIdea')}</p>
          <FieldsForm name="mandate" schema={schema} start={{ kind: 'guardian' }} idle={idle} error={register.error} busy={register.isPending} submitWords={say('registerIt')} submit={submit} cancel={() => add(false)} />
        </div>
      ) : <button type="button" className="button" onClick={() => add(true)}>{say('register')}</button>}
    </section>
  );
}

function Line({ person, mandate: { id, kind, gives, principalName, agentName, fromDay, untilDay, channel, endedAt, endWhy } }: { person: MaskedPerson; mandate: HeldMandate }): ReactNode {
  const [ending, ask] = useState(false);
  const [why, write] = useState('');
  const end = useMandateChange(person.id, endMandate);
  return (
    <li>
      <span>{gives ? say(`by_${kind}`, { name: agentName }) : say(`for_${kind}`, { name: principalName })}</span>
      <span className="quiet num">{fromDay} – {untilDay ?? say('openEnd')} · {say(channel === 'window' ? 'atWindow' : 'onPortal')}</span>
      {endedAt ? <span className="quiet">{say('ended')}：{endWhy}</span> : <button type="button" className="button plain" aria-label={`${say('end')} ${gives ? agentName : principalName}`} onClick={() => ask(true)}>{say('end')}</button>}
      <Dialog title={say('endTitle')} open={ending} close={() => ask(false)} confirm={say('end')} busy={end.isPending} done={() => end.mutate({ id, why: why.trim() }, { onSuccess: () => ask(false) })}>
        <ErrorBanner error={end.error} focus />
        <label className="field"><span>{say('endWhy')}</span><input className="line-input" maxLength={200} value={why} onChange={(event) => write(event.target.value)} /></label>
      </Dialog>
    </li>
  );
}
