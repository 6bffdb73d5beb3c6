import type { ReactNode } from 'react';
import { commandWords } from '../words/command.ts';
import { sharedWords } from '../words/shared.ts';
import { useLiveState } from '../ui/api/live.ts';
import { useSignOut, type Session } from '../ui/api/session.ts';
import { fullTime } from '../ui/format/time.ts';
import { Mark } from '../ui/icons.tsx';
import { changeLanguage, locale, sayer } from '../ui/words.ts';
import { useRegion, type Region } from './api.ts';

const say = sayer(commandWords);
const sayShared = sayer(sharedWords);

/** Which city, where in it, what time, and whether the screen is live. */
export function TopBar({ city, session, region, now, goTo }: { city: Region; session: Session; region: string; now: Date; goTo: (region: string | null) => void }): ReactNode {
  const here = useRegion(region === city.code ? undefined : region).data;
  const live = useLiveState();
  const signOut = useSignOut();
  const above = (here?.above ?? []).filter(({ level }) => level === 'county' || level === 'town');
  return (
    <header className="top-bar">
      <h1><Mark size={26} />{sayShared('command')}</h1>
      <nav aria-label={say('place')}>
        <ol>
          <li><button type="button" className="button plain" aria-current={region === city.code ? 'page' : undefined} onClick={() => goTo(null)}>{city.name}</button></li>
          {above.map(({ code, name }) => <li key={code}><button type="button" className="button plain" onClick={() => goTo(code)}>{name}</button></li>)}
          {here && <li><button type="button" className="button plain" aria-current="page">{here.name}</button></li>}
        </ol>
      </nav>
      <p className={`live ${live}`} role="status">{live === 'lost' ? sayShared('liveLost') : sayShared('live')}</p>
      <time className="clock num" dateTime={now.toISOString()}>{fullTime(now).slice(0, -3)}</time>
      <p className="who"><span>{session.reader.name}</span><button type="button" className="button plain" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => changeLanguage(locale === 'zh' ? 'en' : 'zh')}>{sayShared('language')}</button><button type="button" className="button plain" onClick={() => signOut.mutate()}>{say('signOut')}</button></p>
    </header>
  );
}
