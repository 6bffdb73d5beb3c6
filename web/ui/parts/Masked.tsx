import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** Whether a value was masked by the server: several stars, or one between the characters of a name (张*三). */
export const looksMasked = (value: unknown): value is string => typeof value === 'string' && /\*{2,}|\p{Script=Han}\*/u.test(value);

/** A masked value looks masked, and says why and how to see it. */
export const Masked = ({ value }: { value: string }): ReactNode => <span className="masked" title={say('maskedWhy')}>{value}<span className="sr">（{say('masked')}）</span></span>;
