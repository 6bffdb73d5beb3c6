import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { ActionButton, useShortcuts, type Action } from '../../ui/actions.tsx';
import { useAct, type MatterFile } from '../../ui/api/matters.ts';
import { Due } from '../../ui/parts/Due.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { ActForm } from './ActForm.tsx';
import { Parts } from './Parts.tsx';

const say = sayer(officeWords);

/** The deadline, the one act this state waits for, and the others behind one press each. */
export function ActPanel({ matter, etag }: { matter: MatterFile; etag: string | null }): ReactNode {
  const acts = matter.acts.filter((act) => !act.corrects);
  const [chosenKey, choose] = useState(acts.find((act) => act.primary)?.key ?? (acts.length === 1 ? acts[0]?.key : undefined));
  const { message } = App.useApp();
  const doing = useAct(matter, etag);
  const chosen = acts.find((act) => act.key === chosenKey);
  const others = acts.filter((act) => act !== chosen).map((act, at): Action => ({ key: act.key, name: act.title, shortcut: String(at + 1), effect: () => { doing.reset(); choose(act.key); } }));
  useShortcuts(others, undefined);
  return (
    <div className="act-panel">
      <Clock matter={matter} />
      {matter.parts.length > 0 && <Parts matter={matter} />}
      {acts.length === 0 && <NothingToDo matter={matter} />}
      {chosen && (
        <ActForm key={chosen.key} act={chosen} busy={doing.isPending} error={doing.error} submit={(given) => doing.mutate({ doing: { act: chosen.key, ...given }, said: chosen.title }, {
          onSuccess: (sent) => void message[sent.kept ? 'warning' : 'success'](sent.kept ? say('keptSaid') : say('doneSaid', { act: chosen.title })),
        })} />
      )}
      {others.length > 0 && <div className="other-acts" role="group" aria-label={say('otherActs')}>{others.map((action) => <ActionButton key={action.key} action={action} context={undefined} />)}</div>}
    </div>
  );
}

function Clock({ matter }: { matter: MatterFile }): ReactNode {
  if (matter.endedAt) return null;
  return (
    <dl className="clock">
      <div><dt>{say('deadline')}</dt><dd><Due at={matter.dueAt} remaining={matter.remaining} paused={matter.waits} withDate /></dd></div>
      {matter.promiseDueAt && matter.promiseDueAt !== matter.dueAt && <div><dt>{say('promised')}</dt><dd><Moment at={matter.promiseDueAt} /></dd></div>}
    </dl>
  );
}

function NothingToDo({ matter }: { matter: MatterFile }): ReactNode {
  if (matter.endedAt) return <p><span className="strong">{matter.stateTitle}</span> · <Moment at={matter.endedAt} /></p>;
  if (matter.waits) return <p>{say('waitsApplicant', { state: matter.stateTitle })}</p>;
  return <><p className="strong">{say('notMyTurn')}</p><p className="quiet">{say('notMyTurnWhy', { organ: matter.organName, state: matter.stateTitle })}</p></>;
}
