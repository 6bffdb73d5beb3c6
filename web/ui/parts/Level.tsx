import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { colourOf, levelShapes, type LevelName } from '../level-shapes.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

const words: Record<LevelName, string> = { blue: say('levelBlue'), yellow: say('levelYellow'), orange: say('levelOrange'), red: say('levelRed') };

/** Colour, shape and word of a warning level; `said` replaces the word (Ⅲ 级响应). */
export function Level({ level, said }: { level: string | null | undefined; said?: string | undefined }): ReactNode {
  const colour = colourOf(level);
  if (!colour) return said ? <span className="tag">{said}</span> : null;
  return <span className="level" data-level={colour}><LevelShape level={colour} />{said ?? words[colour]}</span>;
}

export const LevelShape = ({ level }: { level: LevelName }): ReactNode => <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={levelShapes[level]} /></svg>;
