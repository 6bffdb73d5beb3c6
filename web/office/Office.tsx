import { useEffect, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { codeWords } from '../words/codes.ts';
import { officeWords } from '../words/office.ts';
import { peopleWords } from '../words/people.ts';
import { useLive } from '../ui/api/live.ts';
import { useQueues, type QueueLine } from '../ui/api/matters.ts';
import { holds, useSession, type Session } from '../ui/api/session.ts';
import { Shell, type RailGroup } from '../ui/desk/Shell.tsx';
import { boundedCount } from '../ui/format/number.ts';
import { Answer } from '../ui/parts/Answer.tsx';
import { HeldBack } from '../ui/parts/HeldBack.tsx';
import { Due } from '../ui/parts/Due.tsx';
import { NoticesPage, noticesItem, useNotices } from '../ui/desk/NoticesPage.tsx';
import { NoSuchPage } from '../ui/parts/NoSuchPage.tsx';
import { SignIn, WrongFace } from '../ui/parts/SignIn.tsx';
import { sendWaiting, useWaiting, type Waiting } from '../ui/outbox/outbox.ts';
import { Pages, route } from '../ui/router.tsx';
import { sayer } from '../ui/words.ts';
import { sharedWords } from '../words/shared.ts';
import { MatterPage } from './matter/MatterPage.tsx';
import { OpenPage } from './open/OpenPage.tsx';
import { OutboxPage } from './outbox/OutboxPage.tsx';
import { PeoplePage } from './people/PeoplePage.tsx';
import { LedgerPage } from './plan/LedgerPage.tsx';
import { PlanPage } from './plan/PlanPage.tsx';
import { PlansPage } from './plan/PlansPage.tsx';
import { ScanPage } from './scan/ScanPage.tsx';
import { QueuePage } from './queue/QueuePage.tsx';
import { SearchBox } from './queue/SearchBox.tsx';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);
const sayCode = sayer(codeWords);
const sayPeople = sayer(peopleWords);

const routes = [
  route('/office', () => <QueuePage />),
  route('/office/matters/:id', ({ id }) => <MatterPage key={id} id={id} />),
  route('/office/new', () => <OpenPage />),
  route('/office/new/:type', ({ type }) => <OpenPage key={type} type={type} />),
  route('/office/plans', () => <PlansPage />),
  route('/office/plans/:id', ({ id }) => <PlanPage key={id} id={id} />),
  route('/office/tasks', () => <LedgerPage />),
  route('/office/notices', () => <NoticesPage />),
  route('/office/scan', () => <ScanPage />),
  route('/office/people', () => <PeoplePage />),
  route('/office/outbox', () => <OutboxPage />),
];

/** The officials' face: queues, matters, plans; on a phone the field worker's tasks. */
export function Office(): ReactNode {
  const session = useSession();
  return (
    <Answer query={session}>
      {(signedIn) => {
        if (!signedIn) return <SignIn face="office" name={sayShared('office')} idea={say('idea')} />;
        if (signedIn.reader.kind !== 'official') return <WrongFace session={signedIn} />;
        if (signedIn.reader.heldBack) return <HeldBack session={signedIn} />;
        return <Inside session={signedIn} />;
      }}
    </Answer>
  );
}

function Inside({ session }: { session: Session }): ReactNode {
  const queues = useQueues();
  const waiting = useWaiting();
  const notices = useNotices();
  useLive();
  useOutbox();
  return (
    <Shell face="office" session={session} search={<SearchBox />} groups={groupsOf(session, queues.data ?? [], waiting, notices.data?.unread ?? 0)}>
      <Pages routes={routes} otherwise={<NoSuchPage home="/office" />} />
    </Shell>
  );
}

/** Sends what waits on the device: at the start, when the network is back, and every half minute. */
function useOutbox(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const send = () => void sendWaiting(() => void queries.invalidateQueries({ queryKey: ['matter'] }));
    send();
    addEventListener('online', send);
    const timer = setInterval(send, 30_000);
    return () => { removeEventListener('online', send); clearInterval(timer); };
  }, [queries]);
}

function groupsOf({ reader }: Session, queues: readonly QueueLine[], waiting: readonly Waiting[], unread: number): RailGroup[] {
  const queueItems = queues.map(({ key, title, count, nearestDue }, at) => ({
    to: `/office?queue=${key}`, title, icon: at === 0 ? 'inbox' as const : key === 'late' ? 'alert' as const : key === 'parts' ? 'scale' as const : 'clock' as const, count: boundedCount(count), wants: key === 'late' && count.value > 0, onPhone: key === 'todo',
    ...(nearestDue && key !== 'late' ? { note: <>{say('nearest')} <Due at={nearestDue} /></> } : {}),
  }));
  return [
    { title: say('queuesTitle'), items: queueItems },
    { title: say('workTitle'), items: [
      { to: '/office?queue=all', title: say('allMatters'), icon: 'list' },
      { to: '/office?queue=handled', title: say('handled'), icon: 'history', onPhone: true },
      { to: '/office/new', title: say('newMatter'), icon: 'add', onPhone: true },
      noticesItem('office', unread),
      ...(holds(reader, 'person.read') ? [{ to: '/office/people', title: sayPeople('people'), icon: 'person' as const, onPhone: true }] : []),
      ...(holds(reader, 'code.scan') ? [{ to: '/office/scan', title: sayCode('scan'), icon: 'qr' as const, onPhone: true }] : []),
      ...(waiting.length > 0 ? [{ to: '/office/outbox', title: say('outbox'), icon: 'send' as const, count: waiting.length, wants: true, onPhone: true }] : []),
    ] },
    ...(holds(reader, 'plan.read') ? [{ title: say('superviseTitle'), items: [
      { to: '/office/tasks', title: say('tasks'), icon: 'check' as const, onPhone: holds(reader, 'plan.release') },
      { to: '/office/plans', title: say('plans'), icon: 'plan' as const },
    ] }] : []),
  ];
}
