import type { ReactNode } from 'react';
import type { MatterLine } from '../api/matters.ts';

/** Where a matter stands, in the words of its own lifecycle. */
export const StateTag = ({ matter }: { matter: Pick<MatterLine, 'stateTitle' | 'outcome' | 'waits'> }): ReactNode => <span className={`tag ${toneOf(matter)}`}>{matter.stateTitle}</span>;

function toneOf({ outcome, waits }: Pick<MatterLine, 'outcome' | 'waits'>): string {
  if (outcome === 'done') return 'done';
  return outcome !== null || waits ? '' : 'active';
}
