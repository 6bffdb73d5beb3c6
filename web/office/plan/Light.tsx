import type { ReactNode } from 'react';
import type { LedgerLight } from '#domain/matter/ledger.ts';
import { planWords } from '../../words/office-plan.ts';
import { sayer } from '../../ui/words.ts';

const say = sayer(planWords);

export const lights: readonly LedgerLight[] = ['red', 'yellow', 'green', 'grey', 'ended'];
export const lightNames: Record<LedgerLight, string> = { red: say('lightRed'), yellow: say('lightYellow'), green: say('lightGreen'), grey: say('lightGrey'), ended: say('lightEnded') };
/** Each light has a shape of its own: who cannot tell the colours reads the shape, and the word stands beside it. */
const shapes: Record<LedgerLight, ReactNode> = {
  red: <path d="M2 2h12v12H2z" />, yellow: <path d="M8 1.5 15 14H1z" />, green: <circle cx="8" cy="8" r="6.5" />,
  grey: <circle className="open" cx="8" cy="8" r="5.5" />, ended: <path className="open" d="m2.5 8.5 4 4 7-8.5" />,
};

/** 红黄绿灯 of a supervised task: shape and word. */
export const Light = ({ light }: { light: LedgerLight }): ReactNode => <span className="light" data-light={light}><svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shapes[light]}</svg>{lightNames[light]}</span>;
