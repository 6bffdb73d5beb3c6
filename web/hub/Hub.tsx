import type { ReactNode } from 'react';
import { auditWords } from '../words/audit.ts';
import { codeWords } from '../words/codes.ts';
import { contractWords } from '../words/contracts.ts';
import { dutyWords } from '../words/duties.ts';
import { accountsWords } from '../words/accounts.ts';
import { hubWords } from '../words/hub.ts';
import { personalHubWords } from '../words/personal-hub.ts';
import { sharedWords } from '../words/shared.ts';
import { useLive } from '../ui/api/live.ts';
import { holds, useSession, type Session } from '../ui/api/session.ts';
import { Shell, type RailGroup, type RailItem } from '../ui/desk/Shell.tsx';
import { Answer } from '../ui/parts/Answer.tsx';
import { HeldBack } from '../ui/parts/HeldBack.tsx';
import { NoticesPage, noticesItem, useNotices } from '../ui/desk/NoticesPage.tsx';
import { NoSuchPage } from '../ui/parts/NoSuchPage.tsx';
import { SignIn, WrongFace } from '../ui/parts/SignIn.tsx';
import { Pages, route } from '../ui/router.tsx';
import { sayer } from '../ui/words.ts';
import { Accounts } from './admin/Accounts.tsx';
import { Applications } from './admin/Applications.tsx';
import { Contracts } from './admin/Contracts.tsx';
import { Messages } from './admin/Messages.tsx';
import { Reconciliation } from './admin/Reconciliation.tsx';
import { RolesPage } from './roles/RolesPage.tsx';
import { AuditPage } from './audit/AuditPage.tsx';
import { GuardPage } from './audit/GuardPage.tsx';
import { PointsPage } from './codes/PointsPage.tsx';
import { CataloguePage } from './catalogue/CataloguePage.tsx';
import { DatasetPage } from './dataset/DatasetPage.tsx';
import { DutiesPage } from './duties/DutiesPage.tsx';
import { ImportPage } from './import/ImportPage.tsx';
import { ImportsPage } from './import/ImportsPage.tsx';
import { UploadPage } from './import/UploadPage.tsx';
import { MappingPage } from './dataset/MappingPage.tsx';
import { KeysPage } from './personal/KeysPage.tsx';
import { LoadPage, RegistryPage } from './personal/RegistryPage.tsx';
import { PackReference, Packs } from './packs/Packs.tsx';
import { ExportsPage } from './sharing/ExportsPage.tsx';
import { GrantPage } from './sharing/GrantPage.tsx';
import { GrantsPage } from './sharing/GrantsPage.tsx';
import { RequestPage } from './sharing/RequestPage.tsx';
import { RequestsPage } from './sharing/RequestsPage.tsx';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);
const sayAccounts = sayer(accountsWords);
const sayAudit = sayer(auditWords);
const sayCode = sayer(codeWords);
const sayContract = sayer(contractWords);
const sayDuty = sayer(dutyWords);
const sayPersonal = sayer(personalHubWords);

const routes = [
  route('/hub', () => <CataloguePage />),
  route('/hub/upload', () => <UploadPage />),
  route('/hub/imports', () => <ImportsPage />),
  route('/hub/imports/:id', ({ id }) => <ImportPage key={id} id={id} />),
  route('/hub/datasets/:id', ({ id }) => <DatasetPage key={id} id={id} />),
  route('/hub/datasets/:id/mapping', ({ id }) => <MappingPage key={id} id={id} />),
  route('/hub/requests/:id', ({ id }) => <RequestPage key={id} id={id} />),
  route('/hub/received', () => <RequestsPage box="received" />),
  route('/hub/sent', () => <RequestsPage box="sent" />),
  route('/hub/grants', () => <GrantsPage box="held" />),
  route('/hub/given', () => <GrantsPage box="given" />),
  route('/hub/grants/:id', ({ id }) => <GrantPage key={id} id={id} />),
  route('/hub/exports', () => <ExportsPage />),
  route('/hub/registry', () => <RegistryPage />),
  route('/hub/registry/:id', ({ id }) => <LoadPage key={id} id={id} />),
  route('/hub/keys', () => <KeysPage />),
  route('/hub/packs', () => <Packs />),
  route('/hub/packs/:area/:name', ({ area, name }) => <PackReference key={name} area={area} name={name} />),
  route('/hub/notices', () => <NoticesPage />),
  route('/hub/duties', () => <DutiesPage />),
  route('/hub/code-points', () => <PointsPage />),
  route('/hub/accounts', () => <Accounts />),
  route('/hub/contracts', () => <Contracts />),
  route('/hub/applications', () => <Applications />),
  route('/hub/messages', () => <Messages />),
  route('/hub/roles', () => <RolesPage />),
  route('/hub/audit', () => <AuditPage />),
  route('/hub/guard', () => <GuardPage />),
  route('/hub/reconciliation', () => <Reconciliation />),
];

/** The data and administration face. What a reader may not use is not offered; the server refuses it in any case. */
export function Hub(): ReactNode {
  const session = useSession();
  return (
    <Answer query={session}>
      {(signedIn) => {
        if (!signedIn) return <SignIn face="hub" name={sayShared('hub')} idea={say('idea')} />;
        if (signedIn.reader.kind !== 'official') return <WrongFace session={signedIn} />;
        if (signedIn.reader.heldBack) return <HeldBack session={signedIn} />;
        return <Inside session={signedIn} />;
      }}
    </Answer>
  );
}

function Inside({ session }: { session: Session }): ReactNode {
  useLive();
  const notices = useNotices();
  return <Shell face="hub" session={session} groups={groupsOf(session, notices.data?.unread ?? 0)}><Pages routes={routes} otherwise={<NoSuchPage home="/hub" />} /></Shell>;
}

function groupsOf({ reader }: Session, unread: number): RailGroup[] {
  const item = (right: string | null, to: string, title: string, icon: RailItem['icon'], onPhone = false): RailItem[] => (right === null || holds(reader, right) ? [{ to, title, icon, onPhone }] : []);
  return [
    { title: say('data'), items: [...item(null, '/hub', say('catalogue'), 'book', true), ...item('dataset.manage', '/hub/upload', say('upload'), 'upload', true), ...item('dataset.manage', '/hub/imports', say('imports'), 'history'), ...item('person.import', '/hub/registry', sayPersonal('registry'), 'person')] },
    { title: say('sharing'), items: [
      ...item('grant.decide', '/hub/received', say('requestsReceived'), 'inbox', true), ...item('dataset.request', '/hub/sent', say('requestsSent'), 'send'),
      ...item('dataset.request', '/hub/grants', say('grantsHeld'), 'key'), ...item('grant.decide', '/hub/given', say('grantsGiven'), 'shield'),
      ...(['dataset.read', 'export.decide', 'audit.read'].some((right) => holds(reader, right)) ? item(null, '/hub/exports', sayPersonal('exports'), 'file') : []),
    ] },
    { title: say('administration'), items: [
      noticesItem('hub', unread),
      ...item('house.watch', '/hub/reconciliation', say('reconciliation'), 'scale', true), ...item(null, '/hub/packs', say('packs'), 'pack', true), ...item('account.read', '/hub/accounts', say('accounts'), 'person'), ...item('account.read', '/hub/applications', sayAccounts('applications'), 'link'), ...item('account.read', '/hub/messages', sayAccounts('messages'), 'send'),
      ...item('duty.read', '/hub/duties', sayDuty('title'), 'check'), ...item('code.register', '/hub/code-points', sayCode('points'), 'qr'), ...item('account.read', '/hub/contracts', sayContract('title'), 'link'), ...item('account.read', '/hub/roles', say('roles'), 'shield'), ...item('key.read', '/hub/keys', sayPersonal('keys'), 'key'), ...item('guard.read', '/hub/guard', sayAudit('guard'), 'alert'), ...item('audit.read', '/hub/audit', sayAudit('title'), 'list'),
    ] },
  ].filter(({ items }) => items.length > 0);
}
