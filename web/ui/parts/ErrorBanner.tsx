import { useEffect, useRef, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { problemOf } from '../api/problem.ts';
import { Icon } from '../icons.tsx';
import { sayer } from '../words.ts';
import { Why } from './Why.tsx';

const say = sayer(sharedWords);

type BannerProps = {
  readonly error: unknown;
  /** Offered when trying again may help. */
  readonly retry?: (() => void) | undefined;
  /** The id of the form control a wrong field belongs to, so that the fault links to it. */
  readonly fieldId?: (pointer: string) => string | null;
  /** What leads to the place of a wrong entry that is no form control. */
  readonly jump?: (pointer: string) => (() => void) | null;
  /** Takes the focus when it appears: after something the reader has just done. */
  readonly focus?: boolean;
};

/** What went wrong, why, and what to do now; every wrong field with a link to it. Shows nothing while there is no error. */
export function ErrorBanner({ error, retry, fieldId, jump, focus = false }: BannerProps): ReactNode {
  const place = useRef<HTMLElement>(null);
  useEffect(() => { if (error && focus) place.current?.focus(); }, [error, focus]);
  if (!error) return null;
  const { title, detail, next, errors = [], traceId, code, status } = problemOf(error);
  return (
    <section className="banner" role="alert" tabIndex={-1} ref={place}>
      <Icon name="alert" />
      <div>
        <h2>{title}</h2>
        <p>{detail} {next}</p>
        {errors.length > 0 && <ul>{errors.map(({ pointer, message }) => <li key={`${pointer} ${message}`}><Fault id={fieldId?.(pointer) ?? null} go={jump?.(pointer) ?? null} message={message} /></li>)}</ul>}
        <Why status={status} />
        {traceId && <p className="reference">{say('reference', { id: traceId })}</p>}
      </div>
      {code === 'STEP_UP_NEEDED' && <a className="button primary" href={`/prove?back=${encodeURIComponent(location.pathname + location.search)}`}>{say('prove')}</a>}
      {retry && <button type="button" className="button" onClick={retry}>{say('retry')}</button>}
    </section>
  );
}

function Fault({ id, go, message }: { id: string | null; go: (() => void) | null; message: string }): ReactNode {
  if (go) return <button type="button" className="fault-link" onClick={go}>{message}</button>;
  if (!id) return message;
  return <a href={`#${id}`} onClick={(event) => { event.preventDefault(); document.getElementById(id)?.focus(); }}>{message}</a>;
}
