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

/** Nothing is opened yet: the rules are read and acknowledged first, or the contract does not run. */
export function HeldBack({ session }: { session: Session }): ReactNode {
  const signOut = useSignOut();
  return (
    <main className="held-back">
      {session.reader.heldBack === 'rules' ? <Acknowledge /> : <section><h1>{say('contractOver')}</h1><p>{say('contractOverWhy')}</p></section>}
      <p><button type="button" className="button plain" onClick={() => signOut.mutate()}>{say('signOut')}</button></p>
    </main>
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
