import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** The foot of a list that goes on. */
export const More = ({ list }: { list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }): ReactNode =>
  list.hasNextPage && <p className="table-foot"><button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{say('more')}</button></p>;
