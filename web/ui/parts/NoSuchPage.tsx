import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { Link } from '../router.tsx';
import { sayer } from '../words.ts';
import { Empty } from './Empty.tsx';

const say = sayer(sharedWords);

/** An address this face does not know. */
export const NoSuchPage = ({ home }: { home: string }): ReactNode => <Empty title={say('notFoundPage')} act={<Link className="button" to={home}>{say('toStart')}</Link>}>{say('notFoundNext')}</Empty>;
