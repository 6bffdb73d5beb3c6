import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { dropWaiting, sendWaiting, useWaiting } from '../../ui/outbox/outbox.ts';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);

/** What was done without a network and still waits on this device. */
export function OutboxPage(): ReactNode {
  const waiting = useWaiting();
  const queries = useQueryClient();
  const send = () => void sendWaiting(() => void queries.invalidateQueries());
  return (
    <section>
      <PageHead title={say('outbox')} acts={waiting.length > 0 && <button type="button" className="button primary" onClick={send}><Icon name="send" />{say('outboxSend')}</button>}>{say('outboxEmptyWhy')}</PageHead>
      {waiting.length === 0 ? <Empty title={say('outboxEmpty')} /> : (
        <ul className="waiting">
          {waiting.map(({ key, said, at, refused }) => (
            <li key={key}>
              <p className="strong">{said}</p>
              <p className="quiet"><Moment at={at} ago /></p>
              {refused && <p role="alert"><span className="strong">{say('outboxRefused')}</span> {refused.title}。{refused.detail} {refused.next}</p>}
              <button type="button" className="button plain" onClick={() => void dropWaiting(key)}>{say('outboxDrop')}</button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
