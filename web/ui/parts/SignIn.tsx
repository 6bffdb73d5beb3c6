import { useState, type FormEvent, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { useDemoAccounts, useSignIn, useSignOut, type Credentials, type Session } from '../api/session.ts';
import { Mark } from '../icons.tsx';
import { changeLanguage, locale, sayer } from '../words.ts';
import { problemOf } from '../api/problem.ts';
import { ErrorBanner } from './ErrorBanner.tsx';
import './sign-in.css';

const say = sayer(sharedWords);

type SignInProps = { readonly face: string; readonly name: string; readonly idea: string };

/** Who are you? In a demonstration the accounts of this face stand beside the form, one press each. */
export function SignIn({ face, name, idea }: SignInProps): ReactNode {
  const signIn = useSignIn();
  const [given, setGiven] = useState<Credentials>({ username: '', password: '' });
  const accounts = (useDemoAccounts().data ?? []).filter((account) => account.face === face);
  const code = signIn.error ? problemOf(signIn.error).code : undefined;
  const asksCode = given.code !== undefined || code === 'SECOND_FACTOR_NEEDED' || code === 'CODE_WRONG';
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(given);
  };
  return (
    <main className="sign-in">
      <header>
        <p className="brand"><Mark size={40} />{name}</p>
        <p className="quiet">{idea}</p>
      </header>
      <form onSubmit={send}>
        <h1>{say('signIn')}</h1>
        <ErrorBanner error={signIn.error} focus />
        <label htmlFor="username">{say('username')}</label>
        <input id="username" name="username" autoComplete="username" autoCapitalize="none" required value={given.username} onChange={(event) => setGiven({ ...given, username: event.target.value })} />
        <label htmlFor="password">{say('password')}</label>
        <input id="password" name="password" type="password" autoComplete="current-password" required value={given.password} onChange={(event) => setGiven({ ...given, password: event.target.value })} />
        {asksCode && <><label htmlFor="code">{say('secondCode')}</label><input id="code" name="code" autoComplete="one-time-code" inputMode="numeric" required value={given.code ?? ''} onChange={(event) => setGiven({ ...given, code: event.target.value })} /></>}
        <button type="submit" className="button primary" disabled={signIn.isPending}>{say('signIn')}</button>
        <a className="button plain" href={`/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`}>{say('signInOther')}</a>
        <button type="button" className="button plain" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => changeLanguage(locale === 'zh' ? 'en' : 'zh')}>{say('language')}</button>
      </form>
      {accounts.length > 0 && (
        <section aria-labelledby="demo-title">
          <h2 id="demo-title">{say('demoAccounts')}</h2>
          <p className="quiet">{say('demoHint')}</p>
          <ul>
            {accounts.map((account) => (
              <li key={account.username}>
                <button type="button" disabled={signIn.isPending} onClick={() => signIn.mutate({ username: account.username, password: account.password })}>
                  <span className="strong">{account.title}</span><span className="quiet">{account.name} · {account.username}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

/** A citizen's account knocks at an official's door. */
export function WrongFace({ session }: { session: Session }): ReactNode {
  const signOut = useSignOut();
  return (
    <main className="sign-in">
      <form onSubmit={(event) => { event.preventDefault(); signOut.mutate(); }}>
        <h1>{say('wrongFace')}</h1>
        <p>{session.reader.name}</p>
        <p className="quiet">{say('wrongFaceNext')}</p>
        <button type="submit" className="button primary">{say('signOut')}</button>
        <a className="button" href="/">{say('toPortal')}</a>
      </form>
    </main>
  );
}
