import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent, type ReactNode } from 'react';
import { matchPath, searchWith, type Params } from './path.ts';

/** One page of a face: the address it has, and what it shows. */
export type Route = { readonly pattern: string; readonly show: (params: Readonly<Record<string, string>>) => ReactNode };

/** `route('/hub/datasets/:key', ({ key }) => <Dataset name={key} />)`: the names in the address are typed. */
export const route = <const P extends string>(pattern: P, show: (params: Params<P>) => ReactNode): Route => ({ pattern, show: show as unknown as Route['show'] });

const movers = new Set<() => void>();
const tellMoved = (): void => { for (const moved of movers) moved(); };
const subscribe = (moved: () => void): (() => void) => {
  movers.add(moved);
  if (movers.size === 1) addEventListener('popstate', tellMoved);
  return () => {
    movers.delete(moved);
    if (movers.size === 0) removeEventListener('popstate', tellMoved);
  };
};

/** Goes to another page of this face without loading it anew. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  tellMoved();
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname.replace(/\/+$/, '') || '/');

/** The query of the address, and how to change some of it; null takes a name away. */
export function useSearch(): [URLSearchParams, (changes: Readonly<Record<string, string | null>>, how?: { replace?: boolean }) => void] {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return [new URLSearchParams(search), (changes, how) => navigate(`${location.pathname}${searchWith(new URLSearchParams(location.search), changes)}`, how)];
}

/** The page for the present address, or `otherwise`. */
export function Pages({ routes, otherwise }: { routes: readonly Route[]; otherwise: ReactNode }): ReactNode {
  const path = usePath();
  for (const { pattern, show } of routes) {
    const params = matchPath(pattern, path);
    if (params) return show(params);
  }
  return otherwise;
}

/** A link inside the face. Opens in a new tab when asked with the usual keys. */
export function Link({ to, onClick, children, ...rest }: { to: string } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  return <a {...rest} href={to} onClick={follow}>{children}</a>;
}
