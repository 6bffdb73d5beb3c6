import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { sharedWords } from '../../words/shared.ts';
import { create, read } from '../../ui/api/client.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { forget, keep, kept } from '../../ui/form/kept.ts';
import { OrganPicker } from '../../ui/form/OrganPicker.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { StaffPanel } from './StaffPanel.tsx';

const say = sayer(accountsWords);
const sayShared = sayer(sharedWords);
type Move = { readonly id: string; readonly fromOrganName: string; readonly fromPosts: readonly string[]; readonly toOrganName: string; readonly toPosts: readonly string[]; readonly basis: string; readonly byName: string | null; readonly at: string };
type Given = { readonly organ: string; readonly posts: string; readonly basis: string };
type Ended = { readonly roles: number; readonly duties: number; readonly standIns: number; readonly systems: number };
/** The official to be moved, as they stand now. */
export type Movable = { readonly id: string; readonly name: string; readonly organ: string; readonly posts: readonly string[] };

const waiting = 'move';
/** Whose move was being registered when a second factor was asked for. */
export const keptMove = () => kept<{ readonly official: Movable; readonly given: Given }>(waiting);

/** Where an official worked before, and the move to another organ or other posts. */
export function Moves({ official, changed, close }: { official: Movable; changed: () => void; close: () => void }): ReactNode {
  const key = ['subject', 'moves', official.id] as const;
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => read<{ items: Move[] }>(`/api/v1/accounts/${official.id}/moves`, {}, signal) });
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [given, set] = useState<Given>(() => keptMove()?.given ?? { organ: official.organ, posts: official.posts.join('、'), basis: '' });
  const move = useMutation({
    mutationFn: () => create<{ ended: Ended }>(`/api/v1/accounts/${official.id}/moves`, { organ: given.organ, posts: given.posts.split(/[、，,;；]+/).map((post) => post.trim()).filter(Boolean), basis: given.basis.trim() }),
    onSuccess: async ({ ended }) => {
      forget(waiting);
      set({ ...given, basis: '' });
      void message.success(say('moveDone', ended));
      changed();
      await queries.invalidateQueries({ queryKey: key });
    },
    onError: (error) => { if (problemOf(error).code === 'STEP_UP_NEEDED') keep(waiting, { official, given }); },
  });
  const posted = (organ: string, posts: readonly string[]) => `${organ} ${posts.join('、')}`.trim();
  return (
    <StaffPanel title={say('movesOf', { name: official.name })} idea={say('movesIdea')}>
      <form className="staff-form" onSubmit={(event) => { event.preventDefault(); move.mutate(); }}>
        <label><span>{say('moveTo')}</span><OrganPicker name={say('moveTo')} value={given.organ} change={(organ) => set({ ...given, organ })} /></label>
        <label><span>{say('movePosts')}</span><input className="line-input" maxLength={400} value={given.posts} onChange={(event) => set({ ...given, posts: event.target.value })} /></label>
        <label><span>{say('moveBasis')}</span><input className="line-input" required minLength={2} maxLength={200} value={given.basis} onChange={(event) => set({ ...given, basis: event.target.value })} /></label>
        <p className="form-acts"><button type="submit" className="button primary" disabled={move.isPending}>{say('moveMake')}</button><button type="button" className="button" onClick={() => { forget(waiting); close(); }}>{sayShared('close')}</button></p>
        <ErrorBanner error={move.error} focus />
      </form>
      <Answer query={list}>
        {({ items }) => (items.length === 0 ? <p className="quiet">{say('movesNone')}</p> : (
          <ul className="staff-list">
            {items.map((each) => (
              <li key={each.id}>
                <span>{say('moveLine', { from: posted(each.fromOrganName, each.fromPosts), to: posted(each.toOrganName, each.toPosts) })} <span className="quiet">{each.basis}</span></span>
                <span className="quiet num"><Moment at={each.at} /> {each.byName}</span>
              </li>
            ))}
          </ul>
        ))}
      </Answer>
    </StaffPanel>
  );
}
