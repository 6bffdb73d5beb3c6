import { useEffect, useRef, type ReactNode } from 'react';

/** What is arranged for one official, above the list of accounts. Asked for in a row perhaps far down: whoever asked is led here. */
export function StaffPanel({ title, idea, children }: { title: string; idea: string; children: ReactNode }): ReactNode {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} tabIndex={-1} className="page-body staff-panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="quiet">{idea}</p>
      {children}
    </section>
  );
}
