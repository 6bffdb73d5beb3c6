import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(hubWords);

type Line = { readonly key: string; readonly title: string; readonly accepted: number; readonly kept: number; readonly difference: number };
type Sheet = { readonly difference: number; readonly waiting: number; readonly lines: readonly Line[] };
type ReadingDay = { readonly day: string; readonly received: number; readonly stored: number; readonly repeated: number; readonly rejected: number; readonly found: number; readonly difference: number };

const figure = (value: number) => <span className="num">{fullNumber(value)}</span>;
const off = (value: number) => <span className={`num strong ${value === 0 ? 'even' : 'uneven'}`}>{fullNumber(value)}</span>;

const lineColumns: readonly Column<Line>[] = [
  { key: 'title', title: say('item'), show: ({ title }) => title },
  { key: 'accepted', title: say('accepted'), width: '10rem', end: true, show: ({ accepted }) => figure(accepted) },
  { key: 'kept', title: say('kept'), width: '10rem', end: true, show: ({ kept }) => figure(kept) },
  { key: 'difference', title: say('difference'), width: '8rem', end: true, show: ({ difference }) => off(difference) },
];
const dayColumns: readonly Column<ReadingDay>[] = [
  { key: 'day', title: say('day'), show: ({ day }) => day },
  ...(['received', 'stored', 'repeated', 'rejected'] as const).map((key): Column<ReadingDay> => ({ key, title: say(key), width: '8rem', end: true, show: (line) => figure(line[key]) })),
  { key: 'found', title: say('foundRows'), width: '8rem', end: true, show: ({ found }) => figure(found) },
  { key: 'difference', title: say('difference'), width: '8rem', end: true, show: ({ difference }) => off(difference) },
];

/** Accepted = stored = indexed = notified, floor by floor; the one large number must read 0. */
export function Reconciliation(): ReactNode {
  const sheet = useQuery({ queryKey: ['house', 'reconciliation'], queryFn: () => read<Sheet>('/api/v1/reconciliation'), refetchInterval: 5000 });
  const reader = useSession().data?.reader;
  const seesThings = reader !== undefined && holds(reader, 'thing.manage');
  const days = useQuery({ queryKey: ['thing', 'balance'], queryFn: () => read<ReadingDay[]>('/api/v1/readings/balance'), refetchInterval: 15_000, enabled: seesThings });
  return (
    <section>
      <PageHead title={say('reconciliation')}>{say('reconciliationIdea')}</PageHead>
      <Answer query={sheet}>
        {({ difference, waiting, lines }) => (
          <>
            <div className={`great-number ${difference === 0 ? 'even' : 'uneven'}`} role="status">
              <p><span className="value num">{fullNumber(difference)}</span> {say('difference')}</p>
              <p><Icon name={difference === 0 ? 'check' : 'alert'} /> {difference === 0 ? say('allBalanced') : say('notBalanced', { count: difference })} · <span className="quiet">{say('waitingQueue', { count: waiting })}</span></p>
            </div>
            <RowTable name={say('reconciliation')} rows={lines} columns={lineColumns} keyOf={({ key }) => key} />
          </>
        )}
      </Answer>
      {seesThings && <><h2 className="in-page">{say('readingsBalance')}</h2><Answer query={days}>{(rows) => <RowTable name={say('readingsBalance')} rows={rows} columns={dayColumns} keyOf={({ day }) => day} />}</Answer></>}
    </section>
  );
}
