import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { codeWords } from '../../words/codes.ts';
import { create, remove } from '../../ui/api/client.ts';
import { usePoints, useScenes, type Point, type Scene } from '../../ui/api/codes.ts';
import { useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(codeWords);

/** Where codes may be scanned: registered for one's own organ, closed at once. */
export function PointsPage(): ReactNode {
  const points = usePoints();
  const scenes = useScenes();
  const [closing, askToClose] = useState<Point | null>(null);
  const queries = useQueryClient();
  const close = useMutation({ mutationFn: ({ id }: Point) => remove(`/api/v1/code-points/${id}`), onSuccess: () => { askToClose(null); void queries.invalidateQueries({ queryKey: ['code', 'points'] }); } });
  const columns: readonly Column<Point>[] = [
    { key: 'name', title: say('name'), show: ({ name }) => name },
    { key: 'scene', title: say('scene'), width: '9rem', show: ({ sceneTitle }) => sceneTitle },
    { key: 'organ', title: say('organ'), wideOnly: true, show: ({ organName }) => organName },
    { key: 'opened', title: say('opened'), width: '9rem', wideOnly: true, show: ({ openedAt }) => <Moment at={openedAt} /> },
    { key: 'state', title: say('state'), width: '9rem', end: true, show: (point) => (point.closedAt ? <span className="tag">{say('closed')}</span> : <button type="button" className="button plain" onClick={() => askToClose(point)}>{say('close')}</button>) },
  ];
  return (
    <section>
      <PageHead title={say('points')}>{say('pointsIdea')}</PageHead>
      <div className="page-body">
      <Answer query={scenes}>{(all) => <Register scenes={all} />}</Answer>
      <Answer query={points}>{(rows) => (rows.length === 0 ? <Empty title={say('none')}>{say('noneWhy')}</Empty> : <RowTable name={say('points')} rows={rows} columns={columns} keyOf={({ id }) => id} />)}</Answer>
      </div>
      <Dialog title={say('close')} open={closing !== null} close={() => askToClose(null)} confirm={say('close')} busy={close.isPending} done={() => { if (closing) close.mutate(closing); }}>
        {closing && <p>{say('closeAsk', { name: closing.name })}</p>}<ErrorBanner error={close.error} />
      </Dialog>
    </section>
  );
}

function Register({ scenes }: { scenes: readonly Scene[] }): ReactNode {
  const organ = useSession().data?.reader.organ ?? '';
  const [scene, choose] = useState<string | undefined>();
  const [name, call] = useState('');
  const queries = useQueryClient();
  const made = useMutation({ mutationFn: () => create<Point & { key: string }>('/api/v1/code-points', { scene, name: name.trim(), organ }), onSuccess: () => { call(''); void queries.invalidateQueries({ queryKey: ['code', 'points'] }); } });
  const chosen = scenes.find(({ key }) => key === scene);
  return (
    <form className="inline-form" onSubmit={(event) => { event.preventDefault(); if (scene && name.trim()) made.mutate(); }}>
      <label><span>{say('scene')}</span><NamedSelect name={say('scene')} value={scene} onChange={choose} style={{ minInlineSize: '11rem' }} options={scenes.map(({ key, title }) => ({ value: key, label: title }))} /></label>
      <label><span>{say('name')}</span><Input placeholder={say('nameHint')} value={name} maxLength={100} style={{ inlineSize: '18rem' }} onChange={(event) => call(event.target.value)} /></label>
      <button type="submit" className="button primary" disabled={!scene || !name.trim() || made.isPending}>{say('register')}</button>
      {chosen && <p className="quiet">{chosen.purpose}。{say('shows', { fields: chosen.shows.map(({ title }) => title).join('、'), days: chosen.keepDays })}</p>}
      <ErrorBanner error={made.error} focus />
      {made.data && <p role="status" className="key-once">{say('keyOnce')} <code>{made.data.key}</code></p>}
    </form>
  );
}
