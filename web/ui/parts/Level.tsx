import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

/** The four colours of warnings, gravest last (突发事件应对法: 红 橙 黄 蓝). Each has a shape of its own, so that colour is never the only sign. */
export const levels = ['blue', 'yellow', 'orange', 'red'] as const;
export type LevelName = (typeof levels)[number];
export const isLevel = (name: string | null | undefined): name is LevelName => (levels as readonly string[]).includes(name ?? '');

const shapes: Record<LevelName, string> = { blue: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13', yellow: 'M8 1.5 15 14H1z', orange: 'M8 .5 15.5 8 8 15.5.5 8z', red: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z' };
const words: Record<LevelName, string> = { blue: say('levelBlue'), yellow: say('levelYellow'), orange: say('levelOrange'), red: say('levelRed') };

/** Colour, shape and word of a warning level; `said` replaces the word (Ⅲ 级响应). */
export function Level({ level, said }: { level: string | null | undefined; said?: string | undefined }): ReactNode {
  if (!isLevel(level)) return said ? <span className="tag">{said}</span> : null;
  return <span className="level" data-level={level}><LevelShape level={level} />{said ?? words[level]}</span>;
}

export const LevelShape = ({ level }: { level: LevelName }): ReactNode => <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={shapes[level]} /></svg>;
