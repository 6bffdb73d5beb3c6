import type { ReactNode } from 'react';

const [width, height] = [120, 32];

/** A trend at a glance: one fine line, its last point a node. The number beside it says the rest. */
export function Spark({ values }: { values: readonly (number | null)[] }): ReactNode {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  if (known.length < 2) return <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" />;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => 3 + (at / Math.max(1, values.length - 1)) * (width - 8);
  const y = (value: number) => height - 4 - ((value - low) / (high - low || 1)) * (height - 8);
  const last = values.findLastIndex((value) => value !== null);
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={pathOf(values, x, y)} />
      <circle cx={x(last)} cy={y(values[last] ?? low)} r="2.5" />
    </svg>
  );
}

/** Gaps in the data are gaps in the line. */
function pathOf(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  let open = false;
  return values.map((value, at) => {
    if (value === null) { open = false; return ''; }
    const step = `${open ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
    return step;
  }).join('');
}
