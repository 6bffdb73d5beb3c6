import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { create, read } from '../api/client.ts';
import { useSignOut, type Session } from '../api/session.ts';
import { sayer } from '../words.ts';
import { Answer } from './Answer.tsx';
import { ErrorBanner } from './ErrorBanner.tsx';
import './sign-in.css';

const say = sayer(sharedWords);

type Rules = { readonly key: string; readonly title: string; readonly version: string; readonly points: readonly string[]; readonly acknowledgedAt: string | null };

/** What each reason asks for. */
const reasons: Readonly<Record<NonNullable<Session['reader']['heldBack']>, () => ReactNode>> = {
  rules: () => <Acknowledge />,
  factor: () => <SecondFactor />,
  contract: () => <section><h1>{say('contractOver')}</h1><p>{say('contractOverWhy')}</p></section>,
};

/** Nothing is opened yet: a second factor is set up or shown first, the rules are read and acknowledged, or the contract does not run. */
export function HeldBack({ session }: { session: Session }): ReactNode {
  const signOut = useSignOut();
  return (
    <main className="held-back">
      {reasons[session.reader.heldBack ?? 'contract']()}
      <p><button type="button" className="button plain" onClick={() => signOut.mutate()}>{say('signOut')}</button></p>
    </main>
  );
}

/** Who administers signs in with two factors: those who have none yet set one up, the others show it. */
function SecondFactor(): ReactNode {
  const methods = useQuery({ queryKey: ['sign-in-methods'], queryFn: ({ signal }) => read<{ items: { kind: string }[] }>('/api/v1/sign-in-methods', {}, signal) });
  return (
    <Answer query={methods}>
      {({ items }) => (items.some(({ kind }) => kind === 'totp' || kind === 'passkey')
        ? <section><h1>{say('factorShow')}</h1><p>{say('factorShowWhy')}</p><p><a className="button primary" href={`/prove?back=${encodeURIComponent(location.pathname + location.search)}`}>{say('prove')}</a></p></section>
        : <section><h1>{say('factorSetUp')}</h1><p>{say('factorSetUpWhy')}</p><p><a className="button primary" href="/account/totp">{say('factorApp')}</a> <a className="button" href="/account/passkey">{say('factorPasskey')}</a></p></section>)}
    </Answer>
  );
}

function Acknowledge(): ReactNode {
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => read<Rules[]>('/api/v1/rules', {}, signal) });
  return <Answer query={rules}>{(all) => all.filter(({ acknowledgedAt }) => acknowledgedAt === null).slice(0, 1).map((each) => <OneSet key={each.key} rules={each} />)}</Answer>;
}

function OneSet({ rules: { key, title, version, points } }: { rules: Rules }): ReactNode {
  const [read, tick] = useState(false);
  const queries = useQueryClient();
  const acknowledge = useMutation({ mutationFn: () => create(`/api/v1/rules/${key}/acknowledgement`, { version }), onSuccess: () => void queries.invalidateQueries() });
  return (
    <section>
      <h1>{title}</h1>
      <p className="quiet">{say('rulesVersion', { version })}</p>
      <ol>{points.map((point) => <li key={point}>{point}</li>)}</ol>
      <ErrorBanner error={acknowledge.error} focus />
      <label className="tick"><input type="checkbox" checked={read} onChange={(event) => tick(event.target.checked)} /> {say('rulesRead')}</label>
      <p><button type="button" className="button primary" disabled={!read || acknowledge.isPending} onClick={() => acknowledge.mutate()}>{say('rulesAcknowledge')}</button></p>
    </section>
  );
}
