import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { auditWords } from '../../words/audit.ts';
import { create, read } from '../../ui/api/client.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import type { Anchor, Chain, Check } from './shapes.ts';

const say = sayer(auditWords);

/** How the log stands: how far it is sealed and signed, and whether a check of it holds. */
export function ChainPanel(): ReactNode {
  const queries = useQueryClient();
  const chain = useQuery({ queryKey: ['audit', 'chain'], queryFn: ({ signal }) => read<Chain>('/api/v1/audit/chain', {}, signal) });
  const sign = useMutation({ mutationFn: () => create<Anchor>('/api/v1/audit/anchors', {}), onSettled: () => void queries.invalidateQueries({ queryKey: ['audit', 'chain'] }) });
  const check = useMutation({ mutationFn: () => create<Check>('/api/v1/audit/checks', {}) });
  return (
    <section className="chain-panel" aria-label={say('chain')}>
      <Answer query={chain}>{(state) => <State chain={state} />}</Answer>
      <p className="acts">
        <button type="button" className="button" disabled={check.isPending} onClick={() => check.mutate()}>{say('checkNow')}</button>
        <button type="button" className="button" disabled={sign.isPending} onClick={() => sign.mutate()}>{say('anchorNow')}</button>
        <a className="button" href="/api/v1/audit/export" download>{say('exportAll')}</a>
        <a className="button plain" href="/api/v1/audit/anchors">{say('anchors')}</a>
      </p>
      {(sign.error ?? check.error) && <ErrorBanner error={sign.error ?? check.error} focus />}
      {check.data && <Checked {...check.data} />}
    </section>
  );
}

const State = ({ chain: { size, height, root, sealedAt, waiting, anchor, key, certificate } }: { chain: Chain }): ReactNode => (
  <dl className="facts">
    <div><dt>{say('entries')}</dt><dd><span className="num strong">{size}</span>{waiting > 0 && <span className="quiet"> + {waiting} {say('waiting')}</span>}</dd></div>
    <div><dt>{say('lastSealed')}</dt><dd>{sealedAt ? <><Moment at={sealedAt} /> <span className="quiet num">#{height}</span></> : say('none')}</dd></div>
    <div><dt>{say('lastAnchor')}</dt><dd>{anchor ? <><Moment at={anchor.at} /> <span className="quiet num">({anchor.size})</span></> : say('none')}</dd></div>
    <div><dt>{say('root')}</dt><dd><code title={root ?? ''}>{root ? `${root.slice(0, 16)}…` : '—'}</code></dd></div>
    <div><dt>{say('keyPrint')}</dt><dd><code title={key}>{key.slice(0, 16)}…</code> <span className="quiet">{certificate ? say('certified', { number: certificate }) : say('software')}</span></dd></div>
  </dl>
);

const Checked = ({ checked, faults }: Check): ReactNode => (
  <div role="status" className={faults.length === 0 ? 'even' : 'uneven'}>
    <p className="strong">{faults.length === 0 ? say('checkedFine', { count: checked }) : say('checkedFaults', { count: faults.length })}</p>
    {faults.length > 0 && <ul>{faults.slice(0, 20).map(({ kind, at, ref }) => <li key={`${kind} ${at} ${ref ?? ''}`}>{say(kind)} · {say('faultAt', { at })} {ref && <code>{ref}</code>}</li>)}</ul>}
  </div>
);
