import type { FormEvent, ReactNode } from 'react';
import { auditActWords, auditObjectWords } from '../../words/audit-acts.ts';
import { auditWords } from '../../words/audit.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer, wordFor } from '../../ui/words.ts';
import { ChainPanel } from './ChainPanel.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import type { Entry } from './shapes.ts';
import './audit.css';

const say = sayer(auditWords);

/** What can be asked for, in the order of the form; each stands in the address. */
const texts = ['username', 'act', 'object', 'subject', 'purpose', 'trace'] as const;
const times = ['from', 'to'] as const;
const names = { username: say('username'), act: say('act'), object: say('object'), subject: say('subject'), purpose: say('purposeHas'), trace: say('trace'), from: say('from'), to: say('to') } as const;

const columns: readonly Column<Entry>[] = [
  { key: 'at', title: say('time'), width: '9rem', show: ({ at }) => <Moment at={at} /> },
  { key: 'who', title: say('who'), width: '9rem', show: ({ accountName, username, accountId }) => (accountId ? <span title={username ?? ''}>{accountName ?? username ?? accountId}</span> : <span className="quiet">{say('system')}</span>) },
  { key: 'act', title: say('did'), width: '17rem', show: ({ act, called }) => <>{called ?? wordFor(auditActWords, act)} <code className="quiet">{act}</code></> },
  { key: 'object', title: say('what'), show: ({ object, objectId }) => <>{wordFor(auditObjectWords, object)} <span className="quiet num">{objectId}</span></> },
  { key: 'purpose', title: say('purpose'), wideOnly: true, show: ({ purpose, fields }) => <>{purpose ?? '—'} {fields.length > 0 && <span className="quiet">（{fields.join('、')}）</span>}</> },
  { key: 'subjects', title: say('subjects'), width: '5.5rem', end: true, wideOnly: true, show: ({ subjects }) => <span className="num">{subjects || ''}</span> },
  { key: 'place', title: say('place'), width: '6.5rem', end: true, wideOnly: true, show: ({ seq }) => (seq === null ? <span className="quiet">{say('waiting')}</span> : <span className="num quiet">{seq}</span>) },
];

/** Who did what to what: looked up by everything an entry holds, each entry with its proof. */
export function AuditPage(): ReactNode {
  const [search, change] = useSearch();
  const asked = Object.fromEntries([...texts, ...times].map((name) => [name, momentIf(name, search.get(name))]));
  const list = usePages<Entry>(['audit'], '/api/v1/audit', { ...asked, account: search.get('account') });
  return (
    <section>
      <PageHead title={say('title')}>{say('idea')}</PageHead>
      {!list.isError && (
        <div className="page-body">
          <ChainPanel />
          <Filters key={search.toString()} />
        </div>
      )}
      <Answer query={list}>{() => (list.rows.length === 0 ? <p className="page-body quiet">{say('nothing')}</p> : <><RowTable name={say('title')} rows={list.rows} columns={columns} keyOf={({ id }) => id} open={({ id }) => change({ entry: id })} /><More list={list} /></>)}</Answer>
      <EntryDrawer id={search.get('entry')} close={() => change({ entry: null })} />
    </section>
  );
}

function Filters(): ReactNode {
  const [search, change] = useSearch();
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    change(Object.fromEntries([...texts, ...times].map((name) => [name, String(given.get(name) ?? '').trim() || null])));
  };
  const none = Object.fromEntries([...texts, ...times, 'account'].map((name) => [name, null]));
  return (
    <form role="search" className="audit-filters" onSubmit={apply}>
      {texts.map((name) => <label key={name}><span>{names[name]}</span><input className="line-input" name={name} defaultValue={search.get(name) ?? ''} {...(name === 'act' ? { list: 'audit-acts' } : {})} /></label>)}
      <datalist id="audit-acts">{Object.keys(auditActWords.zh).map((act) => <option key={act} value={act}>{wordFor(auditActWords, act)}</option>)}</datalist>
      {times.map((name) => <label key={name}><span>{names[name]}</span><input className="line-input" type="datetime-local" name={name} defaultValue={search.get(name) ?? ''} /></label>)}
      <p className="acts"><button className="button primary">{say('find')}</button><button type="button" className="button plain" onClick={() => change(none)}>{say('clear')}</button></p>
    </form>
  );
}

/** Times are typed as China's; the API takes moments. */
const momentIf = (name: string, value: string | null): string | null => (value !== null && (name === 'from' || name === 'to') ? `${value.length === 16 ? `${value}:00` : value}+08:00` : value);
