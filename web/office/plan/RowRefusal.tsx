import type { ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { organTitle, useOrgans, type Organ } from '../../ui/api/directory.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { Icon } from '../../ui/icons.tsx';
import { sayer } from '../../ui/words.ts';
import type { RowState } from './corrections.ts';
import type { Correction } from './plans.ts';
import { cycleNames } from './TaskRow.tsx';

const say = sayer(planWords);

type RefusalProps = { readonly refused: Extract<RowState, { is: 'refused' }>; readonly again: () => void; readonly forget: () => void };

/** A correction that was not stored: why, what had been entered, and whether to enter it again on what is there now. */
export function RowRefusal({ refused, again, forget }: RefusalProps): ReactNode {
  const organs = useOrgans().data;
  const { title, detail, next, status, errors = [] } = problemOf(refused.error);
  const mayRepeat = status === 412 || status === 0 || status === 503 || status === 429;
  return (
    <section className="banner" role="alert">
      <Icon name="alert" />
      <div>
        <h2>{say('notSaved')}：{title}</h2>
        <p>{detail} {errors.map(({ message }) => message).join('；')} {!mayRepeat && next}</p>
        <p>{say('mine', { what: saidIn(refused.correction, organs) })}</p>
        <p className="form-acts">{mayRepeat && <button type="button" className="button" onClick={again}>{say('useMine')}</button>}<button type="button" className="button" onClick={forget}>{say('keepTheirs')}</button></p>
      </div>
    </section>
  );
}

/** A correction in words: 牵头单位 茂名市水务局，时限 2027-06-30. */
function saidIn(correction: Correction, organs: readonly Organ[] | undefined): string {
  const parts = [
    correction.title !== undefined && `${say('title')} ${correction.title}`,
    correction.number !== undefined && `${say('number')} ${correction.number}`,
    correction.text !== undefined && `${say('text')} ${correction.text}`,
    correction.lead !== undefined && `${say('lead')} ${organTitle(organs, correction.lead)}`,
    correction.joint !== undefined && `${say('joint')} ${correction.joint.map((organ) => organTitle(organs, organ)).join('、') || say('jointNone')}`,
    correction.due !== undefined && `${say('due')} ${correction.due ?? say('dueNone')}`,
    correction.cycle !== undefined && `${say('cycleLong')} ${cycleNames[correction.cycle]}`,
    correction.leftOut !== undefined && (correction.leftOut ? say('leftOut') : say('release')),
    correction.targets !== undefined && say('figures'),
  ];
  return parts.filter(Boolean).join('，');
}
