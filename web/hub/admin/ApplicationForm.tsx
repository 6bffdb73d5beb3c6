import { useMutation, useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { sharedWords } from '../../words/shared.ts';
import { change, create, read } from '../../ui/api/client.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { useSession } from '../../ui/api/session.ts';
import { forget, keep, kept } from '../../ui/form/kept.ts';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { OrganPicker } from '../../ui/form/OrganPicker.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(accountsWords);
const sayShared = sayer(sharedWords);
const kinds = ['web', 'public', 'device', 'system'] as const;
export type Kind = (typeof kinds)[number];
export type Application = {
  readonly id: string; readonly clientId: string; readonly name: string; readonly purpose: string; readonly kind: Kind; readonly organ: string; readonly organName: string; readonly contact: string;
  readonly returnAddresses: readonly string[]; readonly signOutAddresses: readonly string[]; readonly backChannel: string | null; readonly scopes: readonly string[]; readonly level: number; readonly algorithm: 'RS256' | 'ES256'; readonly version: number; readonly closedAt: string | null;
};
export type Made = { readonly clientId: string; readonly secret: string | null };
type Given = { readonly kind: Kind; readonly name: string; readonly purpose: string; readonly contact: string; readonly organ: string; readonly returns: string; readonly signOuts: string; readonly backChannel: string; readonly scopes: readonly string[]; readonly level: number };

/** What is being filled in, for which application (null: a new one). */
const waiting = 'application';
export const keptApplication = () => kept<{ readonly id: string | null; readonly given: Given }>(waiting);

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);
const givenOf = (application: Application): Given => ({ ...application, returns: application.returnAddresses.join('\n'), signOuts: application.signOutAddresses.join('\n'), backChannel: application.backChannel ?? '' });
const emptyGiven = (organ: string): Given => ({ kind: 'web', name: '', purpose: '', contact: '', organ, returns: '', signOuts: '', backChannel: '', scopes: ['openid', 'profile'], level: 1 });

/** Registers an application, or changes what is registered of one; its kind stays what it is. */
export function ApplicationForm({ application, done, cancel }: { application: Application | null; done: (made: Made | null) => void; cancel: () => void }): ReactNode {
  const reader = useSession().data?.reader;
  const scopes = useQuery({ queryKey: ['oidc', 'scopes'], queryFn: () => read<{ items: { key: string; title: string }[] }>('/api/v1/application-scopes'), staleTime: Infinity }).data?.items ?? [];
  const [given, setGiven] = useState<Given>(() => {
    const before = keptApplication();
    return before !== null && before.id === (application?.id ?? null) ? before.given : application ? givenOf(application) : emptyGiven(reader?.organ ?? '');
  });
  const put = (changed: Partial<Given>) => setGiven({ ...given, ...changed });
  const send = useMutation({
    mutationFn: async () => {
      const entry = {
        name: given.name.trim(), purpose: given.purpose.trim(), contact: given.contact.trim(), organ: given.organ, returnAddresses: lines(given.returns), signOutAddresses: lines(given.signOuts), backChannel: given.backChannel.trim() || null, scopes: given.scopes, level: given.level,
        ...(application ? { algorithm: application.algorithm } : {}),
      };
      if (application === null) return create<Made>('/api/v1/applications', { kind: given.kind, ...entry });
      await change(`/api/v1/applications/${application.id}`, entry, `"${application.version}"`, 'PUT');
      return null;
    },
    onSuccess: (made) => { forget(waiting); done(made); },
    onError: (error) => { if (problemOf(error).code === 'STEP_UP_NEEDED') keep(waiting, { id: application?.id ?? null, given }); },
  });
  const leave = () => { forget(waiting); cancel(); };
  const hasBrowser = given.kind === 'web' || given.kind === 'public';
  const text = (name: 'name' | 'purpose' | 'contact' | 'backChannel', title: string, most: number) => <label><span>{title}</span><Input value={given[name]} maxLength={most} onChange={(event) => put({ [name]: event.target.value })} /></label>;
  const area = (name: 'returns' | 'signOuts', title: string) => <label><span>{title}</span><Input.TextArea rows={Math.max(2, given[name].split('\n').length)} value={given[name]} onChange={(event) => put({ [name]: event.target.value })} /></label>;
  return (
    <form className="page-body reading app-form" aria-label={application ? say('changeAppThis', { name: application.name }) : say('register')} onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
      <ErrorBanner error={send.error} focus />
      {application ? <h2>{say('changeAppThis', { name: application.name })}</h2> : <label><span>{say('kind')}</span><NamedSelect name={say('kind')} value={given.kind} onChange={(kind) => put({ kind })} options={kinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))} /></label>}
      {text('name', say('appName'), 60)}
      {text('purpose', say('purpose'), 300)}
      <label><span>{say('organ')}</span><OrganPicker name={say('organ')} value={given.organ} change={(organ) => put({ organ })} /></label>
      {text('contact', say('contact'), 120)}
      {hasBrowser && <>{area('returns', say('returns'))}{area('signOuts', say('signOuts'))}{text('backChannel', say('backChannel'), 500)}</>}
      {given.kind !== 'system' && <>
        <label><span>{say('scopes')}</span><Select mode="multiple" aria-label={say('scopes')} value={[...given.scopes]} onChange={(chosen: string[]) => put({ scopes: [...new Set(['openid', ...chosen])] })} options={scopes.map((scope) => ({ value: scope.key, label: scope.title }))} /></label>
        <label><span>{say('level')}</span><NamedSelect name={say('level')} value={given.level} onChange={(level) => put({ level })} options={[{ value: 1, label: say('level_1') }, { value: 2, label: say('level_2') }]} /></label>
      </>}
      <p className="form-acts"><button type="submit" className="button primary" disabled={send.isPending}>{application ? say('saveApp') : say('register')}</button><button type="button" className="button" onClick={leave}>{sayShared('cancel')}</button></p>
    </form>
  );
}
