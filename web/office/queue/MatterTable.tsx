import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import type { MatterLine } from '../../ui/api/matters.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { Due } from '../../ui/parts/Due.tsx';
import { Level } from '../../ui/parts/Level.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);

/** In a list of one's own turn the organ would be one's own in every row: it is left out. */
const columnsFor = (isOwn: boolean): readonly Column<MatterLine>[] => [
  { key: 'title', title: say('title'), show: (matter) => <><Level level={matter.level} said={matter.levelTitle ?? undefined} /> <Link className="matter-title" to={`/office/matters/${matter.id}`}>{matter.title}</Link></> },
  { key: 'type', title: say('type'), width: '9rem', wideOnly: true, show: (matter) => <span className="quiet">{matter.typeTitle}</span> },
  { key: 'state', title: say('state'), width: '7.5rem', show: (matter) => <StateTag matter={matter} /> },
  { key: 'due', title: say('due'), width: '9rem', show: (matter) => (matter.endedAt ? <Moment at={matter.endedAt} day /> : <Due at={matter.dueAt} remaining={matter.remaining} paused={matter.waits} />) },
  ...(isOwn ? [] : [{ key: 'organ', title: say('organ'), width: '12rem', wideOnly: true, show: (matter: MatterLine) => <span className="quiet">{matter.organName}</span> }]),
  { key: 'opened', title: say('openedAt'), width: '8rem', wideOnly: true, show: (matter) => <Moment at={matter.openedAt} /> },
  { key: 'number', title: say('number'), width: '11rem', wideOnly: true, show: (matter) => <span className="num quiet">{matter.number}</span> },
];

type ListProps = { readonly rows: readonly MatterLine[]; readonly open: (matter: MatterLine) => void };

/** Matters as dense rows, for the desk. */
export const MatterTable = ({ name, rows, open, chosen, isOwn }: ListProps & { name: string; isOwn: boolean; chosen: { keys: ReadonlySet<string>; change: (keys: ReadonlySet<string>) => void } }): ReactNode => (
  <div className="for-desk"><RowTable name={name} rows={rows} columns={columnsFor(isOwn)} keyOf={({ id }) => id} open={open} chosen={chosen} toneOf={(matter) => (matter.remaining?.late ? 'late' : undefined)} /></div>
);

/** The same matters as cards a thumb can press, for the phone. */
export const TaskCards = ({ rows, open }: ListProps): ReactNode => (
  <ul className="task-cards">
    {rows.map((matter) => (
      <li key={matter.id}>
        <button type="button" className={matter.remaining?.late ? 'late' : undefined} onClick={() => open(matter)}>
          <span className="title">{matter.title}</span>
          <span className="line"><Level level={matter.level} said={matter.levelTitle ?? undefined} /><StateTag matter={matter} /><Due at={matter.endedAt ? null : matter.dueAt} remaining={matter.remaining} paused={matter.waits} /></span>
          <span className="line quiet num">{matter.number} · <Moment at={matter.openedAt} /></span>
        </button>
      </li>
    ))}
  </ul>
);
