import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { sayer } from '../../ui/words.ts';
import { dimensions, type Dimension, type Dimensions } from '../api.ts';

const say = sayer(hubWords);

export const dimensionNames: Record<Dimension, string> = { conformity: say('dimConformity'), completeness: say('dimCompleteness'), accuracy: say('dimAccuracy'), consistency: say('dimConsistency'), timeliness: say('dimTimeliness'), accessibility: say('dimAccessibility') };

/** Quality as six small bars, one a dimension, beside its score. A dimension nobody checks stays empty, not full. */
export function QualityBar({ score, parts }: { score: number | null; parts: Dimensions | null }): ReactNode {
  if (score === null || parts === null) return <span className="quiet">{say('notChecked')}</span>;
  const words = dimensions.filter((dimension) => typeof parts[dimension] === 'number').map((dimension) => `${dimensionNames[dimension]} ${fullNumber((parts[dimension] ?? 0) * 100, 1)}`).join('，');
  const said = say('scoreIs', { score: fullNumber(score, 1), parts: words });
  return (
    <span className="quality" title={said}>
      <svg viewBox="0 0 46 16" aria-hidden="true">{dimensions.map((dimension, at) => <Bar key={dimension} at={at} share={parts[dimension] ?? null} />)}</svg>
      <span className="num">{fullNumber(score, 1)}</span><span className="sr">{said}</span>
    </span>
  );
}

const Bar = ({ at, share }: { at: number; share: number | null }): ReactNode => <g transform={`translate(${at * 8} 0)`}><rect className="track" width="6" height="16" />{share !== null && <rect className={share < 0.9 ? 'low' : 'good'} y={16 - 16 * share} width="6" height={16 * share} />}</g>;
