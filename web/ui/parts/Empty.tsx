import type { ReactNode } from 'react';

/** Nothing is here yet: what will appear, and how to make it appear. */
export const Empty = ({ title, children, act }: { title: string; children?: ReactNode; act?: ReactNode }): ReactNode => (
  <div className="empty"><h2>{title}</h2>{children && <p>{children}</p>}{act}</div>
);
