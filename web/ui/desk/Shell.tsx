import { useEffect, useState, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { useLiveState } from '../api/live.ts';
import { useSignOut, type Session } from '../api/session.ts';
import { OrganName } from '../parts/OrganName.tsx';
import { Icon, Mark, type IconName } from '../icons.tsx';
import { ScrollMain } from '../parts/ScrollRegion.tsx';
import { Link, usePath, useSearch } from '../router.tsx';
import { changeLanguage, locale, sayer } from '../words.ts';

const say = sayer(sharedWords);

/** One entry of the rail. `count` and `note` stand beside it: how many, and what is nearest. */
export type RailItem = { readonly to: string; readonly title: string; readonly icon: IconName; readonly count?: ReactNode; readonly note?: ReactNode; readonly wants?: boolean; readonly onPhone?: boolean };
export type RailGroup = { readonly title: string; readonly items: readonly RailItem[] };

type ShellProps = { readonly face: 'office' | 'hub'; readonly session: Session; readonly groups: readonly RailGroup[]; readonly search?: ReactNode; readonly children: ReactNode };

/** The frame of a desk face: a rail with everything one can go to, and the page. On a phone the nearest lie at the bottom, the whole rail behind its last place. */
export function Shell({ face, session, groups, search, children }: ShellProps): ReactNode {
  const items = groups.flatMap((group) => group.items);
  const [open, setOpen] = useState(false);
  const at = `${usePath()}?${useSearch()[0].toString()}`;
  useEffect(() => setOpen(false), [at]);
  useEffect(() => {
    if (!open) return;
    const leave = (event: KeyboardEvent) => { if (event.key === 'Escape') setOpen(false); };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, [open]);
  return (
    <div className={open ? 'desk open' : 'desk'}>
      <a className="skip" href="#content">{say('skip')}</a>
      <header className="rail" id="rail">
        <Link className="brand" to={`/${face}`}><Mark />{say(face)}</Link>
        {search}
        <nav aria-label={say('menu')}>
          {groups.map((group) => (
            <section key={group.title}>
              <h2>{group.title}</h2>
              <ul>{group.items.map((item) => <li key={item.to}><RailLink item={item} /></li>)}</ul>
            </section>
          ))}
        </nav>
        <Person session={session} face={face} />
      </header>
      <ScrollMain>{children}</ScrollMain>
      <nav className="tabs" aria-label={say('menu')}>{items.filter((item) => item.onPhone).map((item) => <RailLink key={item.to} item={item} />)}
        <button type="button" aria-expanded={open} aria-controls="rail" onClick={() => setOpen(!open)}><Icon name={open ? 'close' : 'menu'} /><span className="title">{say(open ? 'less' : 'all')}</span></button>
      </nav>
    </div>
  );
}

function RailLink({ item }: { item: RailItem }): ReactNode {
  const path = usePath();
  const [search] = useSearch();
  const [target = '', query = ''] = item.to.split('?');
  const asked = new URLSearchParams(query).get('queue');
  const here = path === target && (asked === null || (search.get('queue') ?? 'todo') === asked);
  return (
    <Link to={item.to} aria-current={here ? 'page' : undefined} className={item.wants ? 'wants' : undefined}>
      <Icon name={item.icon} /><span className="title">{item.title}</span>
      {item.count !== undefined && <span className="count num">{item.count}</span>}
      {item.note && <span className="note">{item.note}</span>}
    </Link>
  );
}

function Person({ session, face }: { session: Session; face: 'office' | 'hub' }): ReactNode {
  const signOut = useSignOut();
  const live = useLiveState();
  const { name, organ } = session.reader;
  return (
    <footer>
      <p className="person"><span className="strong">{name}</span><span className="quiet"><OrganName organ={organ} /></span></p>
      <p className={`live ${live}`} role="status">{live === 'lost' ? say('liveLost') : say('live')}</p>
      <p className="faces">
        {(['portal', 'office', 'command', 'hub'] as const).filter((other) => other !== face).map((other) => <a key={other} href={other === 'portal' ? '/' : `/${other}`}>{say(other)}</a>)}
      </p>
      <p className="faces">
        <button type="button" className="button plain" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => changeLanguage(locale === 'zh' ? 'en' : 'zh')}>{say('language')}</button>
        <button type="button" className="button plain" onClick={() => signOut.mutate()}>{say('signOut')}</button>
      </p>
    </footer>
  );
}

/** The head of a page: its name, a line under it, what can be done with all of it. */
export const PageHead = ({ title, children, acts, back }: { title: ReactNode; children?: ReactNode; acts?: ReactNode; back?: { to: string; title: string } }): ReactNode => (
  <header className="page-head">
    {back && <Link className="back" to={back.to}><Icon name="arrowLeft" />{back.title}</Link>}
    <h1>{title}</h1>
    {children && <div className="under quiet">{children}</div>}
    {acts && <div className="acts">{acts}</div>}
  </header>
);
