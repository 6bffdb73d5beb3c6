import type { ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(accountsWords);
type Message = { readonly id: string; readonly name: string | null; readonly receiver: string; readonly text: string | null; readonly state: 'waiting' | 'sent' | 'failed' | 'shown'; readonly trouble: string | null };

const columns: readonly Column<Message>[] = [
  { key: 'who', title: say('who'), width: '10rem', show: ({ name }) => name ?? '—' },
  { key: 'receiver', title: say('receiver'), width: '9rem', wideOnly: true, show: ({ receiver }) => <span className="num">{receiver}</span> },
  { key: 'text', title: say('text'), show: ({ text }) => text ?? <span className="quiet">{say('sealed')}</span> },
  { key: 'state', title: say('state'), width: '14rem', wideOnly: true, show: ({ state, trouble }) => <>{say(`state_${state}`)}{trouble && <span className="quiet"> {trouble}</span>}</> },
];

/** Messages on their way to phones; in a demonstration their words, for nobody's phone rings. */
export function Messages(): ReactNode {
  const list = usePages<Message>(['subject', 'messages'], '/api/v1/messages', {});
  return (
    <section>
      <PageHead title={say('messages')}>{say('messagesIdea')}</PageHead>
      <Answer query={list}>{() => (list.rows.length === 0 ? <Empty title={say('noMessages')}>{say('noMessagesWhy')}</Empty> : <><RowTable name={say('messages')} rows={list.rows} columns={columns} keyOf={({ id }) => id} /><More list={list} /></>)}</Answer>
    </section>
  );
}
