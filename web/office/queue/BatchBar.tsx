import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { create, readVersioned } from '../../ui/api/client.ts';
import type { MatterFile } from '../../ui/api/matters.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { sayer } from '../../ui/words.ts';
import { sharedWords } from '../../words/shared.ts';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);
type Outcome = { readonly done: number; readonly refused: readonly { readonly number: string; readonly why: string }[] };

/** What can be done to all chosen matters at once: acts they have in common that ask for nothing but perhaps a reason. Each is done by itself, on the version that was read, and each refusal is told. */
export function BatchBar({ ids, done }: { ids: readonly string[]; done: () => void }): ReactNode {
  const queries = useQueryClient();
  const files = useQueries({ queries: ids.map((id) => ({ queryKey: ['matter', 'one', id], queryFn: () => readVersioned<MatterFile>(`/api/v1/matters/${id}`) })) });
  const [reason, setReason] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [running, setRunning] = useState(0);
  const loaded = files.flatMap(({ data }) => (data ? [data] : []));
  const common = loaded.length === ids.length ? commonActs(loaded.map(({ value }) => value)) : [];
  const needsReason = common.some((act) => act.reason === 'needed');

  const run = async (act: string) => {
    const refused: { number: string; why: string }[] = [];
    for (const [at, { value, etag }] of loaded.entries()) {
      setRunning(at + 1);
      await create(`/api/v1/matters/${value.id}/acts`, { act, ...(reason.trim() ? { reason: reason.trim() } : {}) }, { etag })
        .catch((error: unknown) => { refused.push({ number: value.number, why: `${problemOf(error).title}。${problemOf(error).detail}` }); });
    }
    setRunning(0);
    setOutcome({ done: loaded.length - refused.length, refused });
    await queries.invalidateQueries({ queryKey: ['matter'] });
    if (refused.length === 0) done();
  };

  return (
    <div className="batch" role="region" aria-label={say('batch')}>
      <span className="strong">{sayShared('chosen', { count: ids.length })}</span>
      {running > 0 ? <span role="status">{say('batchRunning', { done: running, all: ids.length })}</span> : common.map(({ key, title, reason: asked }) => (
        <button key={key} type="button" className="button" disabled={asked === 'needed' && !reason.trim()} onClick={() => void run(key)}>{title}</button>
      ))}
      {needsReason && <input className="line-input" aria-label={say('reason')} placeholder={say('reason')} value={reason} onChange={(event) => setReason(event.target.value)} />}
      {loaded.length === ids.length && common.length === 0 && <span className="quiet">{say('batchNone')}</span>}
      <button type="button" className="button plain" onClick={done}>{sayShared('cancel')}</button>
      {outcome && outcome.refused.length > 0 && <div role="alert" className="refused"><p>{say('batchDone', { done: outcome.done })}，{say('batchFailed', { count: outcome.refused.length })}</p><ul>{outcome.refused.map(({ number, why }) => <li key={number}><span className="num">{number}</span> {why}</li>)}</ul></div>}
    </div>
  );
}

/** Acts every matter allows and that need no form and no evidence of their own. */
export function commonActs(matters: readonly MatterFile[]): MatterFile['acts'] {
  const [first, ...others] = matters;
  return (first?.acts ?? []).filter(({ key, title, asks, needs, corrects }) => asks === null && needs.length === 0 && !corrects && others.every((other) => other.acts.some((act) => act.key === key && act.title === title)));
}
