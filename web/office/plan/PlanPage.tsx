import type { ReactNode } from 'react';
import { Answer } from '../../ui/parts/Answer.tsx';
import { PlanDesk } from './PlanDesk.tsx';
import { usePlan } from './plans.ts';
import { Unread } from './Unread.tsx';
import './plan.css';

/** One plan: while it is read, how far; then its tasks beside its text. */
export const PlanPage = ({ id }: { id: string }): ReactNode => <Answer query={usePlan(id)}>{(plan) => (plan.state === 'ready' ? <PlanDesk plan={plan} /> : <Unread plan={plan} />)}</Answer>;
