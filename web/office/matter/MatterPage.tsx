import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useShortcuts, type Action } from '../../ui/actions.tsx';
import type { Versioned } from '../../ui/api/client.ts';
import { useMatter, useTimeline, type MatterFile } from '../../ui/api/matters.ts';
import { FilesFrom } from '../../ui/form/file-base.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Timeline } from '../../ui/matter/Timeline.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Level } from '../../ui/parts/Level.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { neighboursOf } from '../queue/trail.ts';
import { ActPanel } from './ActPanel.tsx';
import { Facts } from './Facts.tsx';

const say = sayer(officeWords);

/** One matter as three quiet columns: what it is, what was done, what I can do now. */
export const MatterPage = ({ id }: { id: string }): ReactNode => <Answer query={useMatter(id)}>{(versioned) => <Matter versioned={versioned} />}</Answer>;

function Matter({ versioned }: { versioned: Versioned<MatterFile> }): ReactNode {
  const matter = versioned.value;
  const timeline = useTimeline(matter.id);
  const { before, after, list, at } = neighboursOf(matter.id);
  const goTo = (id: string | undefined) => { if (id) navigate(`/office/matters/${id}`, { replace: true }); };
  const walks: Action[] = [
    { key: 'next', name: say('next'), icon: 'arrowDown', shortcut: 'j', when: () => after !== undefined, effect: () => goTo(after) },
    { key: 'previous', name: say('previous'), icon: 'arrowUp', shortcut: 'k', when: () => before !== undefined, effect: () => goTo(before) },
    { key: 'list', name: say('toQueue'), shortcut: 'Escape', effect: () => navigate(list) },
  ];
  useShortcuts(walks, undefined);
  const primary = matter.acts.find((act) => act.primary && !act.corrects);
  return (
    <FilesFrom value={`/api/v1/matters/${matter.id}/files`}>
    <article className="matter">
      <PageHead title={<>{matter.title}</>} back={{ to: list, title: `${say('toQueue')}${at && ` · ${at}`}` }}>
        <span className="num">{matter.number}</span><span>{matter.typeTitle}</span><StateTag matter={matter} /><Level level={matter.level} said={matter.levelTitle ?? undefined} /><span>{matter.organName}</span>{matter.demo && <span className="tag">{say('demo')}</span>}
      </PageHead>
      {primary && <a className="button primary jump" href="#acts-title">{primary.title}</a>}
      <div className="columns">
        <section className="facts-column" aria-labelledby="facts-title"><h2 id="facts-title" className="section-title">{say('facts')}</h2><Facts matter={matter} /></section>
        <section className="acts-column" aria-labelledby="acts-title"><h2 id="acts-title" className="section-title">{say('whatNow')}</h2><ActPanel key={matter.version} matter={matter} etag={versioned.etag} /></section>
        <section className="timeline-column" aria-labelledby="timeline-title"><h2 id="timeline-title" className="section-title">{say('timeline')}</h2><Answer query={timeline}>{(lines) => <Timeline lines={lines} schema={matter.schema} />}</Answer></section>
      </div>
    </article>
    </FilesFrom>
  );
}
