import type { ReactNode } from 'react';

type RegionProps = { readonly name?: string; readonly className?: string; readonly children: ReactNode };

/** A part that scrolls inside itself: named, and reachable with the keyboard, or nobody without a mouse could see the rest of it (WCAG 2.1.1). */
export const ScrollRegion = ({ name, className, children }: RegionProps): ReactNode => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- being reachable is the very purpose
  <div className={className ?? 'table-scroll'} role="region" aria-label={name} tabIndex={0}>{children}</div>
);

/** The main part of a desk face, which scrolls while its rail stands still. */
export const ScrollMain = ({ children }: { children: ReactNode }): ReactNode => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
  <main id="content" tabIndex={0}>{children}</main>
);
