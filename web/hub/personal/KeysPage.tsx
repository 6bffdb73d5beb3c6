import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { personalHubWords } from '../../words/personal-hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment, useNow } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import type { DataKey, Keys, Rotation } from './shapes.ts';
import { WithReason } from './WithReason.tsx';

const say = sayer(personalHubWords);
const queryKey = ['data-keys'] as const;
const tones = { active: 'done', kept: '', stopped: '' } as const;
const isRunning = (keys: Keys | undefined) => keys?.rotations.some(({ endedAt }) => endedAt === null) ?? false;

/** The keys personal data is sealed with: their age and state, and turning them over while the city works. */
export function KeysPage(): ReactNode {
  const reader = useSession().data?.reader;
  const manages = reader !== undefined && holds(reader, 'key.manage');
  const keys = useQuery({ queryKey, queryFn: () => read<Keys>('/api/v1/keys'), refetchInterval: ({ state }) => (isRunning(state.data) ? 1000 : false) });
  const [asked, ask] = useState<DataKey | 'turn' | null>(null);
  return (
    <section>
      <PageHead title={say('keys')} acts={manages && <button type="button" className="button primary" disabled={isRunning(keys.data)} onClick={() => ask('turn')}>{say('keyTurn')}</button>}>{say('keysIdea')}</PageHead>
      <div className="page-body">
        <Answer query={keys}>
          {(all) => (
            <>
              <Turning rotation={all.rotations.find(({ endedAt }) => endedAt === null)} />
              <KeyTable keys={all.keys} stop={manages ? ask : null} />
              <p className="quiet">{say('keyModule')} {all.module.name} · {all.module.certificate ?? say('keyUncertified')}</p>
              <h2>{say('keyTurns')}</h2>
              {all.rotations.length === 0 ? <Empty title={say('keyTurnsNone')} /> : <RowTable name={say('keyTurns')} rows={all.rotations} columns={turns} keyOf={({ id }) => id} />}
            </>
          )}
        </Answer>
      </div>
      {asked !== null && <Asking key={asked === 'turn' ? 'turn' : asked.version} asked={asked} close={() => ask(null)} />}
    </section>
  );
}

function Turning({ rotation }: { rotation: Rotation | undefined }): ReactNode {
  return (
    <div className="import-progress" role="status">
      {rotation && <><progress max={rotation.total || 1} value={rotation.resealed} aria-label={say('keyTurns')} /><p className="num">{say('keyTurning', { done: fullNumber(rotation.resealed), total: fullNumber(rotation.total) })}</p></>}
    </div>
  );
}

function KeyTable({ keys, stop }: { keys: readonly DataKey[]; stop: ((key: DataKey) => void) | null }): ReactNode {
  const now = useNow(null);
  const columns: readonly Column<DataKey>[] = [
    { key: 'version', title: say('keys'), show: ({ version, purpose }) => <><span className="strong">{say('keyVersion', { version })}</span> <span className="quiet">{say(`key_${purpose}`)}</span></> },
    { key: 'state', title: say('keyState'), show: ({ state, stopWhy }) => <><span className={`tag ${tones[state]}`}>{say(`key_${state}`)}</span> {stopWhy && <span className="quiet">{stopWhy}</span>}</> },
    { key: 'made', title: say('keyMade'), width: '10rem', wideOnly: true, show: ({ madeAt }) => <Moment at={madeAt} /> },
    { key: 'age', title: say('keyAge'), width: '6rem', end: true, show: ({ madeAt }) => <span className="num">{say('keyDays', { count: Math.max(0, Math.floor((now.getTime() - new Date(madeAt).getTime()) / 86_400_000)) })}</span> },
    ...(stop ? [{ key: 'acts', title: '', width: '6rem', end: true, show: (key: DataKey) => key.purpose === 'seal' && key.state !== 'stopped' && <button type="button" className="button plain" aria-label={`${say('keyStop')} ${say('keyVersion', { version: key.version })}`} onClick={() => stop(key)}>{say('keyStop')}</button> }] : []),
  ];
  return <RowTable name={say('keys')} rows={keys} columns={columns} keyOf={({ purpose, version }) => `${purpose} ${version}`} />;
}

const turns: readonly Column<Rotation>[] = [
  { key: 'to', title: say('keyTo'), width: '7rem', show: ({ toVersion }) => say('keyVersion', { version: toVersion }) },
  { key: 'rows', title: say('keyRows'), show: ({ resealed, total }) => <span className="num">{fullNumber(resealed)} / {fullNumber(total)}</span> },
  { key: 'started', title: say('keyStarted'), width: '10rem', wideOnly: true, show: ({ startedAt }) => <Moment at={startedAt} /> },
  { key: 'ended', title: say('keyEnded'), width: '10rem', show: ({ endedAt }) => <Moment at={endedAt} /> },
];

function Asking({ asked, close }: { asked: DataKey | 'turn'; close: () => void }): ReactNode {
  const queries = useQueryClient();
  const path = asked === 'turn' ? '/api/v1/keys' : `/api/v1/keys/${asked.version}/stop`;
  const act = useMutation({ mutationFn: (why: string) => create(path, { why }), onSuccess: close, onSettled: () => void queries.invalidateQueries({ queryKey }) });
  const title = asked === 'turn' ? say('keyTurn') : say('keyStop');
  return <WithReason title={title} label={say('why')} confirm={title} busy={act.isPending} error={act.error} close={close} done={(why) => act.mutate(why)}>{asked === 'turn' ? say('keyTurnAsk') : say('keyStopAsk', { version: asked.version })}</WithReason>;
}
