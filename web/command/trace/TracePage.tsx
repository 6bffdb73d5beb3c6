import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { sayLength, sayTime } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { Said } from '../../ui/parts/Said.tsx';
import { useTrace, type TraceStep } from '../api.ts';
import { runsOf, type Run } from './runs.ts';

const say = sayer(commandWords);
const kinds: Record<TraceStep['kind'], string> = { reading: say('kindReading'), value: say('kindValue'), event: say('kindEvent'), act: say('kindAct') };

/** Everything under one id, from the reading to the closing: what happened when, by whom, and how long each step took. */
export const TracePage = ({ id }: { id: string }): ReactNode => (
  <main className="trace">
    <header>
      <Link className="back" to="/command"><Icon name="arrowLeft" />{say('back')}</Link>
      <h1>{say('traceTitle')}</h1>
      <p className="quiet"><code>{id}</code></p>
    </header>
    <Answer query={useTrace(id)}>{({ steps }) => <Steps steps={steps} />}</Answer>
  </main>
);

function Steps({ steps }: { steps: readonly TraceStep[] }): ReactNode {
  const [first, last] = [steps.at(0), steps.at(-1)];
  const runs = runsOf(steps);
  return (
    <>
      <p className="summary">{say('traceSteps', { count: steps.length })}{first && last && ` · ${say('traceLasted', { length: lengthBetween(first.at, last.at) })}`} {(Object.keys(kinds) as TraceStep['kind'][]).map((kind) => <span key={kind} className="kind" data-kind={kind}>{kinds[kind]} <span className="num">{steps.filter((step) => step.kind === kind).length}</span></span>)}</p>
      <ol className="net">{runs.map((run, at) => <Line key={at} run={run} before={runs[at - 1]?.steps.at(-1)} />)}</ol>
    </>
  );
}

/** One step, or a run of many alike that opens. */
function Line({ run: { steps }, before }: { run: Run; before: TraceStep | undefined }): ReactNode {
  const [step, last] = [steps[0], steps.at(-1)];
  if (!step || !last) return null;
  const to = addressOf(step.link);
  return (
    <li>
      <p className="when"><Moment at={step.at} />{before && <span className="quiet">{say('later', { length: lengthBetween(before.at, step.at) })}</span>}</p>
      <p className="kind" data-kind={step.kind}>{kinds[step.kind]}</p>
      <div>
        <p className="strong">{to ? <a href={to}>{step.title}</a> : step.title}{steps.length > 1 && <span className="quiet num"> × {steps.length}</span>}</p>
        {steps.length === 1 && step.detail && <p><Said text={step.detail} /></p>}
        {steps.length > 1 && <details><summary>{say('runUntil', { time: sayTime(last.at) })}</summary><ul>{steps.map((each, at) => <li key={at}><Moment at={each.at} /> <Said text={each.detail} /></li>)}</ul></details>}
        {step.who && <p className="quiet">{step.who}</p>}
      </div>
    </li>
  );
}

/** Seconds where it was quick, as it should be between a reading and its event. */
function lengthBetween(from: string, until: string): string {
  const milliseconds = Math.max(0, new Date(until).getTime() - new Date(from).getTime());
  return milliseconds < 60_000 ? say('seconds', { count: fullNumber(milliseconds / 1000, 1) }) : sayLength(milliseconds);
}

/** Where people open what the API names. */
export function addressOf(link: string | null): string | null {
  const [, noun, ...rest] = /^\/api\/v1\/(things|signals|matters)\/(.+)$/.exec(link ?? '') ?? [];
  const [key = '', , region, start] = (rest[0] ?? '').split('/');
  switch (noun) {
    case 'things': return `/command?pick=${encodeURIComponent(`thing:${decodeURIComponent(key)}`)}`;
    case 'signals': return `/command?${new URLSearchParams({ signal: key, ...(region ? { region } : {}), ...(start ? { rows: '1' } : {}) })}`;
    case 'matters': return `/office/matters/${key}`;
    default: return null;
  }
}
