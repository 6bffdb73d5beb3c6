import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import type { MatterLine } from '../../ui/api/matters.ts';
import { sayer } from '../../ui/words.ts';

const say = sayer(officeWords);

export const lights = ['red', 'yellow', 'green', 'grey'] as const;
type LightName = MatterLine['light'];
const words: Record<LightName, string> = { red: say('lightRed'), yellow: say('lightYellow'), green: say('lightGreen'), grey: say('lightGrey') };
/** Each light has a shape of its own: who cannot tell the colours reads the shape, and the word stands beside it. */
const shapes: Record<LightName, string> = { red: 'M2 2h12v12H2z', yellow: 'M8 1.5 15 14H1z', green: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13', grey: 'M1.5 7h13v2h-13z' };

/** 红黄绿灯 of a supervised task. */
export const Light = ({ light }: { light: LightName }): ReactNode => <span className="light" data-light={light}><svg viewBox="0 0 16 16" aria-hidden="true"><path d={shapes[light]} /></svg>{words[light]}</span>;
