import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { useMatter, useTimeline } from '../../ui/api/matters.ts';
import { RegionLabel } from '../RegionLabel.tsx';
import { FilesFrom } from '../../ui/form/file-base.ts';
import { Icon } from '../../ui/icons.tsx';
import { Timeline } from '../../ui/matter/Timeline.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Due } from '../../ui/parts/Due.tsx';
import { Level } from '../../ui/parts/Level.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(commandWords);

/** One event: where it stands, whose it is, what was done, and the way to its trace and to the desk. */
export function MatterCard({ id, close }: { id: string; close: () => void }): ReactNode {
  const timeline = useTimeline(id);
  return (
    <section className="panel card" aria-labelledby="card-title">
      <Answer query={useMatter(id)}>
        {({ value: matter }) => (
          <>
            <header><h2 id="card-title">{matter.title}</h2><button type="button" className="button icon-only" aria-label={say('closePanel')} onClick={close}><Icon name="close" /></button></header>
            <p className="line"><Level level={matter.level} said={matter.levelTitle ?? undefined} /><StateTag matter={matter} /><span className="num quiet">{matter.number}</span></p>
            <dl>
              <div><dt>{say('reported')}</dt><dd><Moment at={matter.openedAt} /></dd></div>
              <div><dt>{say('organ')}</dt><dd>{matter.organName}</dd></div>
              {!matter.endedAt && <div><dt>{say('due')}</dt><dd><Due at={matter.dueAt} remaining={matter.remaining} paused={matter.waits} /></dd></div>}
              <div><dt>{say('place')}</dt><dd><RegionLabel code={matter.region} /></dd></div>
            </dl>
            <p className="line"><Link className="button" to={`/command/trace/${matter.traceId}`}><Icon name="trace" />{say('trace')}</Link><a className="button" href={`/office/matters/${matter.id}`}>{say('openInOffice')}</a></p>
            <Answer query={timeline}>{(lines) => <FilesFrom value={`/api/v1/matters/${id}/files`}><Timeline lines={lines} /></FilesFrom>}</Answer>
          </>
        )}
      </Answer>
    </section>
  );
}
