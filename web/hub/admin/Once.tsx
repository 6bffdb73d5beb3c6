import type { ReactNode } from 'react';

/** A secret or link that is shown this one time: large enough to copy, announced when it appears. */
export function Once({ idea, value }: { idea: string; value: string }): ReactNode {
  return <p role="status" className="page-body once"><span>{idea}</span> <code>{value}</code></p>;
}
