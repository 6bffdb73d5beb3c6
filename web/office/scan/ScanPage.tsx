import { useMutation } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { codeWords } from '../../words/codes.ts';
import { create } from '../../ui/api/client.ts';
import { usePoints, type Point } from '../../ui/api/codes.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import './scan.css';

const say = sayer(codeWords);

type Scanned = { readonly sceneTitle: string; readonly shows: readonly { readonly title: string; readonly value: string }[]; readonly at: string };

/** A window reads the code of whoever stands before it. */
export function ScanPage(): ReactNode {
  const points = usePoints();
  return (
    <section>
      <PageHead title={say('scan')}>{say('scanIdea')}</PageHead>
      <Answer query={points}>{(all) => {
        const open = all.filter(({ closedAt }) => closedAt === null);
        return open.length === 0 ? <Empty title={say('noPoint')}>{say('noPointWhy')}</Empty> : <div className="page-body"><Scanner points={open} /></div>;
      }}</Answer>
    </section>
  );
}

function Scanner({ points }: { points: readonly Point[] }): ReactNode {
  const [point, choose] = useState(points[0]?.id ?? '');
  const [code, type] = useState('');
  // A hand scanner types wherever the cursor stands: it stands in the field from the beginning.
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  const scan = useMutation({ mutationFn: (given: string) => create<Scanned>('/api/v1/code-scans', { code: given.trim(), point }), onSettled: () => type('') });
  return (
    <div className="scan">
      <form className="scan-form" onSubmit={(event) => { event.preventDefault(); if (code.trim()) scan.mutate(code); }}>
        <label><span>{say('point')}</span><NamedSelect name={say('choosePoint')} value={point} onChange={choose} options={points.map(({ id, name, sceneTitle }) => ({ value: id, label: `${name} · ${sceneTitle}` }))} /></label>
        <label><span>{say('code')}</span><Input ref={field} autoComplete="off" value={code} maxLength={2000} placeholder={say('codeHint')} onChange={(event) => type(event.target.value)} /></label>
        <button type="submit" className="button primary" disabled={scan.isPending}>{say('read')}</button>
      </form>
      <ErrorBanner error={scan.error} />
      {scan.data && <Result {...scan.data} />}
    </div>
  );
}

const Result = ({ sceneTitle, shows, at }: Scanned): ReactNode => (
  <section className="scanned" aria-live="polite">
    <h2>{sceneTitle}</h2>
    <dl>{shows.map(({ title, value }) => <div key={title}><dt>{title}</dt><dd>{value}</dd></div>)}</dl>
    <p className="quiet">{say('shownAt', { time: new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false }) })}</p>
  </section>
);
