import type { ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { sayer } from '../../ui/words.ts';
import { useSource } from './plans.ts';

const say = sayer(planWords);

/** The passage of a task, where there is no room for the whole text beside the table (phones, small windows). */
export function SourceQuote({ planId, from, until }: { planId: string; from: number; until: number }): ReactNode {
  const source = useSource(planId).data;
  return source === undefined ? null : <blockquote className="source-quote" aria-label={say('sourceOf')}>{source.slice(from, until)}</blockquote>;
}
