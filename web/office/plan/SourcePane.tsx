import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import { useSource, type PlanFull, type Task } from './plans.ts';
import { placeOf, taskAt, type Passage } from './work.ts';

const say = sayer(planWords);
const nowhere: Passage = { from: -1, until: -1 };

type SourceProps = { readonly plan: PlanFull; readonly task: Task | undefined; readonly doubtAt: number | null; readonly goToDoubt: (index: number) => void; readonly goToTask: (ordinal: number) => void };

/** The text of the plan, the passage of the present task marked and in sight; above it the doubts, one after the other. A press on the text leads to its task. */
export function SourcePane({ plan, task, doubtAt, goToDoubt, goToTask }: SourceProps): ReactNode {
  const doubt = doubtAt === null ? undefined : plan.doubts[doubtAt];
  const doubted = (doubt && placeOf(doubt, plan.tasks)) ?? nowhere;
  const passage = task ? { from: task.from, until: task.until } : nowhere;
  const pressed = (offset: number) => { const found = taskAt(plan.tasks, offset); if (found) goToTask(found.ordinal); };
  return (
    <aside className="plan-source" aria-label={say('source')}>
      <Doubts plan={plan} at={doubtAt} goTo={goToDoubt} />
      <Answer query={useSource(plan.id)}>{(source) => <SourceText source={source} passage={passage} doubted={doubt?.place ? doubted : nowhere} pressed={pressed} />}</Answer>
    </aside>
  );
}

function Doubts({ plan, at, goTo }: { plan: PlanFull; at: number | null; goTo: (index: number) => void }): ReactNode {
  const [isListed, list] = useState(false);
  const { doubts } = plan;
  const doubt = at === null ? undefined : doubts[at];
  if (doubts.length === 0) return <p className="doubt-bar quiet">{say('doubtsNone')}</p>;
  const step = (by: number) => goTo(at === null ? (by > 0 ? 0 : doubts.length - 1) : (at + by + doubts.length) % doubts.length);
  return (
    <section className="doubt-bar" aria-label={say('doubts')}>
      <p>
        <span className="strong">{say('doubts')}</span> <span className="num quiet">{say('doubtAt', { at: at === null ? '—' : at + 1, all: doubts.length })}</span>
        <button type="button" className="button icon-only" aria-label={say('previousDoubt')} onClick={() => step(-1)}><Icon name="arrowUp" /></button>
        <button type="button" className="button icon-only" aria-label={say('nextDoubt')} aria-keyshortcuts="d" onClick={() => step(1)}><Icon name="arrowDown" /></button>
        <button type="button" className="button plain" aria-expanded={isListed} onClick={() => list(!isListed)}>{say('doubtsList')}</button>
      </p>
      {!isListed && doubt && <p className="doubt" role="status">{doubt.says}</p>}
      {isListed && (
        <ol className="doubt-list">
          {doubts.map((each, index) => <li key={`${each.code} ${each.task ?? ''} ${each.place?.start ?? ''} ${each.says}`}><button type="button" aria-current={index === at || undefined} onClick={() => goTo(index)}><span className="num quiet">{numberOf(plan, each.task)}</span> {each.says}</button></li>)}
        </ol>
      )}
    </section>
  );
}

const numberOf = (plan: PlanFull, ordinal: number | undefined): string => plan.tasks.find((task) => task.ordinal === ordinal)?.number ?? say('doubtsWhole');

type TextProps = { readonly source: string; readonly passage: Passage; readonly doubted: Passage; readonly pressed: (offset: number) => void };

function SourceText({ source, passage, doubted, pressed }: TextProps): ReactNode {
  const pane = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(source), [source]);
  const target = doubted.from >= 0 ? doubted : passage;
  useEffect(() => {
    const mark = pane.current?.querySelector(doubted.from >= 0 ? 'mark.doubted' : 'mark');
    if (mark && pane.current) pane.current.scrollTop += mark.getBoundingClientRect().top - pane.current.getBoundingClientRect().top - pane.current.clientHeight / 4;
  }, [target.from, target.until, doubted.from]);
  // A convenience of the mouse, so no button: with the keyboard one walks the table, and the text follows.
  const onPress = useRef(pressed);
  useEffect(() => { onPress.current = pressed; });
  useEffect(() => {
    const text = pane.current;
    const press = (event: MouseEvent) => {
      const line = (event.target as HTMLElement).closest<HTMLElement>('[data-from]');
      if (line && getSelection()?.isCollapsed !== false) onPress.current(Number(line.dataset['from']));
    };
    text?.addEventListener('click', press);
    return () => text?.removeEventListener('click', press);
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reachable by keyboard
    <div ref={pane} className={`source-text${lines.length > 1500 ? ' long' : ''}`} role="region" aria-label={say('source')} tabIndex={0}>
      {lines.map(({ from, text }) => <Line key={from} text={text} from={from} marked={within(passage, from, text.length)} doubted={within(doubted, from, text.length)} />)}
    </div>
  );
}

/** The part of a passage that falls into a line, as `12-40` from the line's start; '' where none does. A text, so that lines without a change are not drawn anew. */
function within({ from, until }: Passage, start: number, length: number): string {
  const [a, b] = [Math.max(0, from - start), Math.min(length, until - start)];
  return from >= 0 && a < b ? `${a}-${b}` : '';
}

const Line = memo(({ text, from, marked, doubted }: { text: string; from: number; marked: string; doubted: string }): ReactNode => {
  const cuts = [...new Set([0, text.length, ...`${marked}-${doubted}`.split('-').filter((cut) => cut !== '').map(Number)])].toSorted((a, b) => a - b);
  const isIn = (range: string, at: number) => { const [a = -1, b = -1] = range.split('-').map(Number); return range !== '' && a <= at && at < b; };
  return (
    <p data-from={from}>
      {cuts.slice(0, -1).map((cut, index) => {
        const piece = text.slice(cut, cuts[index + 1]);
        if (isIn(doubted, cut)) return <mark key={cut} className="doubted">{piece}</mark>;
        return isIn(marked, cut) ? <mark key={cut}>{piece}</mark> : piece;
      })}
    </p>
  );
});

/** The lines of a text with the place each begins at, in UTF-16 units. */
function linesOf(source: string): { readonly from: number; readonly text: string }[] {
  let from = 0;
  return source.split('\n').map((text) => {
    const line = { from, text };
    from += text.length + 1;
    return line;
  });
}
